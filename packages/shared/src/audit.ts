import * as z from 'zod/mini'
import { FieldChange } from './preview.ts'
import { Reason } from './sync-status.ts'

/** Everything the audit log can tell. A new action does not compile until the widget has a sentence for it. */
export const auditActions = [
  'connection.attempt-started',
  'connection.link-made',
  'connection.sign-in-accepted',
  'connection.sign-in-refused',
  'connection.consent-refused',
  'connection.connected',
  'connection.reconnected',
  'connection.disconnected',
  'connection.forgotten',
  'connection.attention',
  'connection.recovered',
  'permissions.changed',
  'directory.unreadable',
  'directory.readable',
  'preview.started',
  'preview.ready',
  'preview.failed',
  'sync.approved',
  'sync.requested',
  'sync.paused',
  'sync.resumed',
  'person.sync-requested',
  'person.erased',
  'user.created',
  'user.linked',
  'user.restored',
  'user.updated',
  'user.renamed',
  'user.reference-changed',
  'user.suspended',
  'user.enabled',
  'user.held',
  'user.blocked',
  'sessions.revoked',
  'drift.corrected',
  'hold.answered',
  'settings.changed',
  'field-mapping.changed',
  'audit.exported',
  'audit.sealed',
] as const
export const AuditAction = z.enum(auditActions)
export type AuditAction = z.output<typeof AuditAction>

/** `intended` is written before a Graph call, the others after it; `unknown` closes an intent whose outcome was lost. */
export const auditOutcomes = ['intended', 'succeeded', 'failed', 'held', 'blocked', 'unknown'] as const
export const AuditOutcome = z.enum(auditOutcomes)
export type AuditOutcome = z.output<typeof AuditOutcome>

export const AuditActor = z.object({
  /**
   * `entra-admin`: whoever signed in with Microsoft to connect, also where they turned out not to be one. `operator`:
   * whoever runs the BFF, with its command line.
   */
  kind: z.enum(['plumm-user', 'plumm', 'sync', 'entra-admin', 'operator']),
  name: z.nullable(z.string()),
})
export type AuditActor = z.output<typeof AuditActor>

export const AuditEntry = z.object({
  /** Position in the company's chain, from 1. */
  seq: z.int().check(z.positive()),
  at: z.iso.datetime(),
  action: AuditAction,
  outcome: AuditOutcome,
  actor: AuditActor,
  personId: z.nullable(z.string()),
  /** Null when the person's data has been erased. */
  personName: z.nullable(z.string()),
  entraUserId: z.nullable(z.string()),
  changes: z.array(FieldChange),
  reason: z.nullable(Reason),
  /** For an outcome: the entry that announced it. */
  intentSeq: z.nullable(z.int().check(z.positive())),
  /** Ours, sent to Graph; quote both ids to Microsoft support. */
  clientRequestId: z.nullable(z.string()),
  /** Graph's own. */
  graphRequestId: z.nullable(z.string()),
  hash: z.string(),
})
export type AuditEntry = z.output<typeof AuditEntry>

export const AuditQuery = z.object({
  cursor: z.optional(z.string().check(z.maxLength(200))),
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200))),
  personId: z.optional(z.string().check(z.maxLength(64))),
  action: z.optional(AuditAction),
  outcome: z.optional(AuditOutcome),
  from: z.optional(z.iso.datetime()),
  to: z.optional(z.iso.datetime()),
  q: z.optional(z.string().check(z.maxLength(200))),
})
export type AuditQuery = z.output<typeof AuditQuery>

export const AuditPage = z.object({ entries: z.array(AuditEntry), nextCursor: z.nullable(z.string()) })
export type AuditPage = z.output<typeof AuditPage>

export const AuditVerification = z.object({
  ok: z.boolean(),
  /** Entries that are kept; earlier ones may have been removed up to `sealed`. */
  entries: z.int().check(z.nonnegative()),
  /** Entries of which personal values have been erased, each accounted for by a `person.erased` entry. */
  erased: z.int().check(z.nonnegative()),
  /** The last position that retention removed, with its hash; null while the log is kept from its beginning. */
  sealed: z.nullable(z.object({ seq: z.int().check(z.positive()), hash: z.string() })),
  /** The newest hash: keep it elsewhere and the log cannot be rewritten unseen. */
  head: z.string(),
  brokenAt: z.nullable(z.int().check(z.positive())),
})
export type AuditVerification = z.output<typeof AuditVerification>

/** The answer of `DELETE /people/{id}/data`. */
export const PersonErased = z.object({
  personId: z.string(),
  /** Audit entries whose personal values are gone; the entries themselves stay in the chain. */
  entries: z.int().check(z.nonnegative()),
})
export type PersonErased = z.output<typeof PersonErased>
