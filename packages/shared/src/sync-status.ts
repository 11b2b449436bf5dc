import * as z from 'zod/mini'

/** What a badge can say about a person, in the order a list of people should put them: trouble first. */
export const syncStatuses = [
  'blocked',
  'held',
  'retrying',
  'pending',
  'synced',
  'suspended',
  'excluded',
  'not-connected',
] as const
export const SyncStatus = z.enum(syncStatuses)
export type SyncStatus = z.output<typeof SyncStatus>

/** Who has to do something next. */
export const actors = ['nobody', 'hr', 'it', 'microsoft'] as const
export const Actor = z.enum(actors)
export type Actor = z.output<typeof Actor>

/** Why a value, a person or a connection is not in step. The words for each are in the widget's message catalogue. */
export const reasons = [
  // a value HR can correct
  'not-text',
  'too-long',
  'bad-characters',
  'bad-email',
  'bad-country',
  'bad-phone',
  'name-missing',
  'refers-to-nobody',
  'refers-to-self',
  'value-refused',
  'field-problems',
  'same-email-as-another',
  'employee-number-missing',
  // something IT has to look at
  'domain-not-verified',
  'mastered-on-premises',
  'address-taken',
  'address-taken-by-deleted',
  'protected-account',
  'write-refused',
  'account-missing',
  'reference-missing',
  // questions
  'match-uncertain',
  'different-person',
  'holds-a-role',
  'fuse',
  'sign-in-blocked',
  'not-in-plumm',
  'changed-since-preview',
  'leaver-account-alive',
  'account-deleted',
  'fought-over',
  // left alone on purpose
  'excluded',
  'excluded-leaver',
  'out-of-scope',
  'rejected',
  // waiting
  'throttled',
  'unavailable',
  'settling',
  'waiting-for-address',
  'many-changes',
  'not-started',
  'unexpected',
] as const
export const Reason = z.enum(reasons)
export type Reason = z.output<typeof Reason>

/** One field of one person that could not be brought into step. `field` is a target of the field mapping. */
export const FieldProblem = z.object({
  field: z.string(),
  code: Reason,
  actor: Actor,
  /** The object in Entra that stands in the way, for IT to find it. */
  conflict: z.optional(z.object({ entraUserId: z.string(), name: z.string() })),
})
export type FieldProblem = z.output<typeof FieldProblem>

/**
 * The answer of `GET /people/{id}/status`. A caller with `status:read` only gets no `entraUserId`, no `problems` and no
 * technical reason (design §6).
 */
export const PersonStatusReport = z.object({
  personId: z.string(),
  status: SyncStatus,
  reason: z.optional(Reason),
  actor: z.optional(Actor),
  problems: z.array(FieldProblem),
  entraUserId: z.optional(z.string()),
  /** The account's sign-in name, for people who may see the account. */
  signInName: z.optional(z.string()),
  lastSyncedAt: z.optional(z.iso.datetime()),
  nextRetryAt: z.optional(z.iso.datetime()),
})
export type PersonStatusReport = z.output<typeof PersonStatusReport>

export const StatusCounts = z.record(SyncStatus, z.int().check(z.nonnegative()))
export type StatusCounts = z.output<typeof StatusCounts>

export function noCounts(): StatusCounts {
  return { blocked: 0, held: 0, retrying: 0, pending: 0, synced: 0, suspended: 0, excluded: 0, 'not-connected': 0 }
}
