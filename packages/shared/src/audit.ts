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

/** What entries are about, for finding them: a handful, where actions are many. */
export const auditKinds = [
  'access',
  'accounts',
  'details',
  'put-back',
  'questions',
  'sync',
  'connection',
  'settings',
  'log',
] as const
export const AuditKind = z.enum(auditKinds)
export type AuditKind = z.output<typeof AuditKind>

/** Exhaustive: an action that could not be found does not compile. */
export const auditKindOf = {
  'connection.attempt-started': 'connection',
  'connection.link-made': 'connection',
  'connection.sign-in-accepted': 'connection',
  'connection.sign-in-refused': 'connection',
  'connection.consent-refused': 'connection',
  'connection.connected': 'connection',
  'connection.reconnected': 'connection',
  'connection.disconnected': 'connection',
  'connection.forgotten': 'connection',
  'connection.attention': 'connection',
  'connection.recovered': 'connection',
  'permissions.changed': 'connection',
  'directory.unreadable': 'sync',
  'directory.readable': 'sync',
  'preview.started': 'sync',
  'preview.ready': 'sync',
  'preview.failed': 'sync',
  'sync.approved': 'sync',
  'sync.requested': 'sync',
  'sync.paused': 'sync',
  'sync.resumed': 'sync',
  'person.sync-requested': 'sync',
  'person.erased': 'log',
  'user.created': 'accounts',
  'user.linked': 'accounts',
  'user.restored': 'accounts',
  'user.updated': 'details',
  'user.renamed': 'details',
  'user.reference-changed': 'details',
  'user.suspended': 'access',
  'user.enabled': 'access',
  'user.held': 'questions',
  'user.blocked': 'questions',
  'sessions.revoked': 'access',
  'drift.corrected': 'put-back',
  'hold.answered': 'questions',
  'settings.changed': 'settings',
  'field-mapping.changed': 'settings',
  'audit.exported': 'log',
  'audit.sealed': 'log',
} as const satisfies Record<AuditAction, AuditKind>

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
  kind: z.optional(AuditKind),
  outcome: z.optional(AuditOutcome),
  from: z.optional(z.iso.datetime()),
  to: z.optional(z.iso.datetime()),
  q: z.optional(z.string().check(z.maxLength(200))),
})
export type AuditQuery = z.output<typeof AuditQuery>

/** Which entries, wherever in the log. */
export const AuditFilter = z.omit(AuditQuery, { cursor: true, limit: true })
export type AuditFilter = z.output<typeof AuditFilter>

export const AuditPage = z.object({
  entries: z.array(AuditEntry),
  nextCursor: z.nullable(z.string()),
  /** With the last page: the oldest position that is kept. Above 1, retention has removed what was older. */
  oldestKept: z.exactOptional(z.int().check(z.positive())),
})
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
