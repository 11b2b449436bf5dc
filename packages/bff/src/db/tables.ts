import type { ColumnType, Generated } from 'kysely'
import type {
  Actor,
  AttentionReason,
  AuditAction,
  AuditActor,
  AuditOutcome,
  ConnectAttempt,
  FieldChange,
  FieldProblem,
  HoldChoice,
  LinkPurpose,
  Person,
  PersonStatus,
  PlanKind,
  PreviewRow,
  Reason,
  Settings,
  SyncStatus,
  Tenant,
} from '@plumm/entra-shared'
import type { Budget } from '../graph/budget.ts'
import type { Fingerprint, FuseKind, HoldCandidate, Written } from '../sync/vocabulary.ts'

/** jsonb: read as a value, written as its text. */
export type Json<T> = ColumnType<T, string, string>
/** bigint columns arrive as text from pg and as number from PGlite; stores read them through `Number`. */
export type BigInt64 = ColumnType<string | number, number, number>

/** Every table carries its company and is under row-level security (migration 1). */
export interface Tables {
  company: CompanyTable
  connection: ConnectionTable
  connect_attempt: ConnectAttemptTable
  connect_sign_in: ConnectSignInTable
  token_cache: TokenCacheTable
  token_turn: TokenTurnTable
  person: PersonTable
  link: LinkTable
  graph_subscription: GraphSubscriptionTable
  hold: HoldTable
  pending_create: PendingCreateTable
  erased_person: ErasedPersonTable
  fuse_entry: FuseEntryTable
  webhook_receipt: WebhookReceiptTable
  preview: PreviewTable
  preview_row: PreviewRowTable
  audit_head: AuditHeadTable
  audit_entry: AuditEntryTable
  audit_detail: AuditDetailTable
  open_intent: OpenIntentTable
  graph_budget: GraphBudgetTable
}

interface CompanyTable {
  id: string
  settings: Json<Settings>
  /** Perhaps of an older version: read through `readFieldMapping`. */
  field_mapping: Json<unknown>
  created_at: Date
}

/** What is stored of the connection's state; signing-in and awaiting-consent are told by the attempt. */
export type StoredConnectionState = 'disconnected' | 'preview' | 'active' | 'paused' | 'attention'

export interface StoredAttention {
  reason: AttentionReason
  since: string
  /** The state to return to when the cause is gone. */
  before: 'preview' | 'active' | 'paused'
}

interface ConnectionTable {
  company_id: string
  state: StoredConnectionState
  since: Date
  /** Bumped by Disconnect: a late worker writes nothing. */
  generation: number
  tenant: Json<(Tenant & { initialDomain: string; verifiedDomains: string[] }) | null> | null
  tenant_id: string | null
  /** Several companies may write to this tenant: the operator said so when it was connected. */
  is_shared: Generated<boolean>
  connected_by: Json<{ name: string; signInName: string }> | null
  paused_by: string | null
  granted_roles: Json<string[]>
  attention: Json<StoredAttention> | null
  last_change_at: Date | null
  delta_link: string | null
  approved_preview_id: string | null
  /** The work a person waits for: how many people it was for, and since when. */
  wave: Json<{ total: number; startedAt: string }> | null
  /** Since when every round of the watch has ended without an answer of Microsoft's. */
  unreachable_since: Date | null
  /** Since when Plumm's directory has given no usable answer. */
  directory_fault_since: Date | null
}

interface ConnectAttemptTable {
  id: string
  company_id: string
  state: ConnectAttempt['state']
  nonce: string
  /** sha-256 of the `state` parameter sent to Microsoft; the parameter itself is not kept. */
  state_hash: string | null
  started_by: Json<{ id: string; name: string }>
  administrator: Json<{ tenantId: string; objectId: string; name: string; signInName: string }> | null
  tenant: Json<Tenant> | null
  refusal: Json<{ code: string; detail: string }> | null
  consent_url: string | null
  /** Microsoft's redirect has said yes; the permission may take minutes to arrive in tokens. */
  consented_at: Date | null
  created_at: Date
  expires_at: Date
  company_name: string | null
  return_to: string | null
  link_for: LinkPurpose | null
  /** sha-256 of the token in the link's address. */
  link_hash: string | null
  /** sha-256 of what the button on the page after sign-in carries. */
  confirm_hash: string | null
}

/** One visit to Microsoft's sign-in through a link. */
interface ConnectSignInTable {
  /** sha-256 of the `state` parameter. */
  state_hash: string
  company_id: string
  attempt_id: string
  nonce: string
  /** PKCE (RFC 7636): worth nothing without the code it belongs to and our credential. */
  code_verifier: string
  expires_at: Date
  used_at: Date | null
}

interface TokenCacheTable {
  company_id: string
  tenant_id: string
  /** A JWE, bound to the company; its header names the key. */
  sealed: string
  /** By our clock; null: kept before anybody noted it. */
  expires_at: ColumnType<Date | null, Date | undefined, Date>
  /** The turn in which Entra was asked for it. */
  turn: ColumnType<string | number, number | undefined, number>
}

/** Whose turn it is to ask Entra for a token of the company's. Kept for good, so that turns only ever count up. */
interface TokenTurnTable {
  company_id: string
  /** Counts turns: a token of a later turn was asked for later. */
  turn: BigInt64
  /** Until when the one whose turn it is has it; null: nobody. */
  taken_until: Date | null
  /** From Disconnect to the next attempt to connect: what comes of a turn is kept nowhere. */
  is_closed: Generated<boolean>
}

interface PersonTable {
  company_id: string
  id: string
  version: BigInt64
  status: PersonStatus
  /** Lower-case, for finding two people with one address. */
  email_key: string
  data: Json<Person>
  received_at: Date
  /** The version that was last brought into step; null: never. */
  recorded_version: BigInt64 | null
  sync_status: SyncStatus
  reason: Reason | null
  actor: Actor
  problems: Json<FieldProblem[]>
  last_synced_at: Date | null
  /** When to look again by ourselves: a retry, a start date, a stale read. */
  next_look_at: Date | null
  attempts: number
  /** Set before a create is sent: until its account is found, an address conflict may be our own doing. */
  create_intended_at: Date | null
  /** Since when a complete answer of Plumm's directory has not had this person. */
  missing_since: Date | null
}

interface LinkTable {
  company_id: string
  person_id: string
  tenant_id: string
  entra_user_id: string
  /** Plumm's email when the sign-in name was last decided: a newer email renames, an older name stays. */
  email: string
  sign_in_name: string
  revoke_owed: boolean
  suspended_by_plumm: boolean
  written: Json<Written>
  /** When fields were written last, newest last. */
  recent_writes: Json<string[]>
  linked_at: Date
}

interface GraphSubscriptionTable {
  company_id: string
  subscription_id: string | null
  /** sha-256 of the `clientState` that notifications carry. */
  client_state_hash: string | null
  expires_at: Date | null
  /** When to renew it, to see whether it is still there, or to try again. */
  look_at: Date
  generation: number
}

interface PendingCreateTable {
  company_id: string
  person_id: string
  tenant_id: string
  sign_in_name: string
  display_name: string
}

/** Somebody whose data was erased stays so, until HR speaks of them as employed in a newer version. */
interface ErasedPersonTable {
  company_id: string
  person_id: string
  version: BigInt64
  erased_at: Date
}

interface HoldTable {
  id: string
  company_id: string
  person_id: string
  reason: Reason
  asked_at: Date
  choices: Json<HoldChoice[]>
  candidates: Json<HoldCandidate[]>
  changes: Json<FieldChange[]>
  answered_at: Date | null
  answer: Json<{ choice: HoldChoice; entraUserId?: string | undefined; by: string }> | null
  /** Set when the answer has been carried out: another question of the same kind is asked afresh. */
  used_at: Date | null
  person_version: BigInt64
  /** An answer counts for this connection only. */
  generation: number
}

interface FuseEntryTable {
  company_id: string
  person_id: string
  kind: FuseKind
  counted_at: Date
  /** `passed` and `held` count towards the limit; an admin's answer takes an entry out of the count. */
  state: 'passed' | 'held' | 'released' | 'rejected'
}

interface WebhookReceiptTable {
  company_id: string
  webhook_id: string
  received_at: Date
}

interface PreviewTable {
  id: string
  company_id: string
  state: 'planning' | 'ready' | 'failed'
  created_at: Date
  generation: number
  field_mapping: Json<unknown>
  /** Planned with a mapping that is not saved, to see what it would do. */
  is_proposal: Generated<boolean>
  people: number
  planned: number
  failure: Json<{ code: string; detail: string }> | null
  approved_at: Date | null
}

interface PreviewRowTable {
  company_id: string
  preview_id: string
  person_id: string
  kind: PlanKind
  /** Order of the list: the risky first. */
  rank: number
  /** Lower-case name and email, for the search. */
  search: string
  row: Json<PreviewRow>
  fingerprint: Json<Fingerprint>
}

interface AuditHeadTable {
  company_id: string
  seq: BigInt64
  hash: string
}

interface AuditEntryTable {
  company_id: string
  seq: BigInt64
  at: Date
  action: AuditAction
  outcome: AuditOutcome
  person_id: string | null
  entra_user_id: string | null
  intent_seq: BigInt64 | null
  canonical: string
  previous_hash: string
  hash: string
}

/** What identifies a person, beside the chain: erasing it leaves the chain valid (design §5, Audit). */
export interface AuditDetails {
  actor: AuditActor
  personName: string | null
  changes: FieldChange[]
}
interface AuditDetailTable {
  company_id: string
  seq: BigInt64
  person_id: string | null
  /** Opens every part; empty once something was erased: then `parts` has what opens the others. */
  salt: string
  details: Json<AuditDetails>
  search: string
  parts: ColumnType<StoredPart[] | null, string | null | undefined, string | null>
}

/** One part of an entry's details: the salt that opens it, or the hash that stands in for it after it was erased. */
export type StoredPart = { salt: string } | { hash: string }

interface OpenIntentTable {
  company_id: string
  seq: BigInt64
  person_id: string
  opened_at: Generated<Date>
}

/** Shared by all replicas; written at most once per lease, under its row's lock. */
interface GraphBudgetTable {
  company_id: string
  tenant_id: string
  budget: Json<Budget>
}
