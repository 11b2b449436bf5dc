import { z } from 'zod'
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
  ids: z.object({ before: FieldValue, after: FieldValue }).exactOptional(),
  isErased: z.literal(true).exactOptional(),
})
export type FieldChange = z.output<typeof FieldChange>

export const PreviewRow = z.object({
  personId: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.string().nullable(),
  kind: PlanKind,
  reason: Reason.nullable(),
  actor: Actor,
  changes: z.array(FieldChange),
  problems: z.array(FieldProblem),
  /** The account this person would be linked to or has. */
  entraUserId: z.string().nullable(),
  signInName: z.string().nullable(),
})
export type PreviewRow = z.output<typeof PreviewRow>

export const previewStates = ['planning', 'ready', 'stale', 'failed'] as const

export const Preview = z.object({
  previewId: z.string(),
  state: z.enum(previewStates),
  createdAt: z.iso.datetime(),
  /** `unsaved`: planned with a mapping that is not the one in force; it can be approved once that is saved. */
  mapping: z.enum(['saved', 'unsaved']),
  people: z.int().nonnegative(),
  /** People planned so far, while planning. */
  planned: z.int().nonnegative(),
  counts: z.record(PlanKind, z.int().nonnegative()),
  failure: z.object({ code: z.string(), detail: z.string() }).nullable(),
  rows: z.array(PreviewRow),
  nextCursor: z.string().nullable(),
})
export type Preview = z.output<typeof Preview>

export const PreviewQuery = z.object({
  filter: PlanKind.optional(),
  q: z.string().max(200).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
})
export const PreviewStarted = z.object({ previewId: z.string(), state: z.enum(previewStates) })
export type PreviewStarted = z.output<typeof PreviewStarted>
