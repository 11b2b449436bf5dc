import { z } from 'zod'
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
  name: z.string().nullable(),
})
export type AuditActor = z.output<typeof AuditActor>

export const AuditEntry = z.object({
  /** Position in the company's chain, from 1. */
  seq: z.int().positive(),
  at: z.iso.datetime(),
  action: AuditAction,
  outcome: AuditOutcome,
  actor: AuditActor,
  personId: z.string().nullable(),
  /** Null when the person's data has been erased. */
  personName: z.string().nullable(),
  entraUserId: z.string().nullable(),
  changes: z.array(FieldChange),
  reason: Reason.nullable(),
  /** For an outcome: the entry that announced it. */
  intentSeq: z.int().positive().nullable(),
  /** Ours, sent to Graph; quote both ids to Microsoft support. */
  clientRequestId: z.string().nullable(),
  /** Graph's own. */
  graphRequestId: z.string().nullable(),
  hash: z.string(),
})
export type AuditEntry = z.output<typeof AuditEntry>

export const AuditQuery = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  personId: z.string().max(64).optional(),
  action: AuditAction.optional(),
  outcome: AuditOutcome.optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  q: z.string().max(200).optional(),
})
export type AuditQuery = z.output<typeof AuditQuery>

export const AuditPage = z.object({ entries: z.array(AuditEntry), nextCursor: z.string().nullable() })
export type AuditPage = z.output<typeof AuditPage>

export const AuditVerification = z.object({
  ok: z.boolean(),
  /** Entries that are kept; earlier ones may have been removed up to `sealed`. */
  entries: z.int().nonnegative(),
  /** Entries of which personal values have been erased, each accounted for by a `person.erased` entry. */
  erased: z.int().nonnegative(),
  /** The last position that retention removed, with its hash; null while the log is kept from its beginning. */
  sealed: z.object({ seq: z.int().positive(), hash: z.string() }).nullable(),
  /** The newest hash: keep it elsewhere and the log cannot be rewritten unseen. */
  head: z.string(),
  brokenAt: z.int().positive().nullable(),
})
export type AuditVerification = z.output<typeof AuditVerification>

/** The answer of `DELETE /people/{id}/data`. */
export const PersonErased = z.object({
  personId: z.string(),
  /** Audit entries whose personal values are gone; the entries themselves stay in the chain. */
  entries: z.int().nonnegative(),
})
export type PersonErased = z.output<typeof PersonErased>
