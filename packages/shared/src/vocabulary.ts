// Words only: a page of badges loads these and no schema, and a bundler keeps what a schema is made of (docs/adr/0012).

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

/** Who has to do something next. */
export const actors = ['nobody', 'hr', 'it', 'microsoft'] as const

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

/** Stable codes of our problem documents; clients branch on these and never on `detail`. */
export const problemCodes = [
  'bad-request',
  'contract-broken',
  'too-large',
  'not-json',
  'too-many-requests',
  'too-slow',
  'signature-invalid',
  'session-missing',
  'session-expired',
  'session-invalid',
  'permission-missing',
  'not-found',
  'origin-refused',
  'conflict',
  'wrong-state',
  'preview-stale',
  'mapping-unworkable',
  'attempt-expired',
  'id-token-invalid',
  'not-an-administrator',
  'roles-unknown',
  'personal-account',
  'tenant-already-connected',
  'other-tenant',
  'consent-refused',
  'consent-incomplete',
  'directory-empty',
  'directory-unreachable',
  'entra-unreachable',
  'audit-broken',
  'internal',
] as const

export const connectionStates = [
  'disconnected',
  'signing-in',
  'awaiting-consent',
  'preview',
  'active',
  'paused',
  'attention',
] as const
export type ConnectionState = (typeof connectionStates)[number]
