import * as z from 'zod/mini'
import { FieldValue } from './entra-user.ts'
import { FieldProblem, Actor, Reason } from './sync-status.ts'

/** What the plan would do with a person; the preview counts and filters by it. */
export const planKinds = ['create', 'link', 'update', 'suspend', 'hold', 'block', 'none'] as const
export const PlanKind = z.enum(planKinds)
export type PlanKind = z.output<typeof PlanKind>

/**
 * One field, before and after. A reference shows people by name; `ids` are the object ids of their accounts. In the
 * audit log the values may have been erased since: both are null then.
 */
export const FieldChange = z.object({
  field: z.string(),
  before: FieldValue,
  after: FieldValue,
  ids: z.exactOptional(z.object({ before: FieldValue, after: FieldValue })),
  isErased: z.exactOptional(z.literal(true)),
})
export type FieldChange = z.output<typeof FieldChange>

export const PreviewRow = z.object({
  personId: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.nullable(z.string()),
  kind: PlanKind,
  reason: z.nullable(Reason),
  actor: Actor,
  changes: z.array(FieldChange),
  problems: z.array(FieldProblem),
  /** The account this person would be linked to or has. */
  entraUserId: z.nullable(z.string()),
  signInName: z.nullable(z.string()),
})
export type PreviewRow = z.output<typeof PreviewRow>

export const previewStates = ['planning', 'ready', 'stale', 'failed'] as const

export const Preview = z.object({
  previewId: z.string(),
  state: z.enum(previewStates),
  createdAt: z.iso.datetime(),
  /** `unsaved`: planned with a mapping that is not the one in force; it can be approved once that is saved. */
  mapping: z.enum(['saved', 'unsaved']),
  people: z.int().check(z.nonnegative()),
  /** People planned so far, while planning. */
  planned: z.int().check(z.nonnegative()),
  counts: z.record(PlanKind, z.int().check(z.nonnegative())),
  failure: z.nullable(z.object({ code: z.string(), detail: z.string() })),
  rows: z.array(PreviewRow),
  nextCursor: z.nullable(z.string()),
})
export type Preview = z.output<typeof Preview>

export const PreviewQuery = z.object({
  filter: z.optional(PlanKind),
  q: z.optional(z.string().check(z.maxLength(200))),
  cursor: z.optional(z.string().check(z.maxLength(200))),
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(500))),
})
export const PreviewStarted = z.object({ previewId: z.string(), state: z.enum(previewStates) })
export type PreviewStarted = z.output<typeof PreviewStarted>
