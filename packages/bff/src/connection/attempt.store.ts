import type { Kysely, Selectable } from 'kysely'
import type { ConnectAttempt, LinkPurpose, Tenant } from '@plumm/entra-shared'
import type { Tables } from '../db/tables.ts'
import type { CompanyTrx } from '../db/tenancy.ts'
import type { SignedInPerson } from './administrator.ts'

export interface StoredAttempt {
  id: string
  state: ConnectAttempt['state']
  nonce: string
  startedBy: { id: string; name: string }
  /** As Plumm calls the company, for people who do not know Plumm. */
  companyName: string
  /** The page of Plumm that the attempt was started on. */
  returnTo: string | null
  /** The attempt is taken up by a link and no longer by the widget; it lives as long as the link. */
  link: LinkPurpose | null
  administrator: SignedInPerson | null
  tenant: Tenant | null
  refusal: { code: string; detail: string } | null
  consentUrl: string | null
  consentedAt: Date | null
  /** Of what the page after a link's sign-in carries. */
  confirmHash: string | null
  expiresAt: Date
}

export async function insertAttempt(
  trx: CompanyTrx,
  companyId: string,
  attempt: Pick<StoredAttempt, 'id' | 'nonce' | 'startedBy' | 'companyName' | 'returnTo' | 'expiresAt'> & { now: Date },
): Promise<void> {
  await trx
    .updateTable('connect_attempt')
    .set({ state: 'expired', ...withoutKeys })
    .where('company_id', '=', companyId)
    .where('state', 'in', ['signing-in', 'awaiting-consent'])
    .execute()
  await trx.updateTable('token_turn').set({ is_closed: false }).where('company_id', '=', companyId).execute()
  await trx
    .insertInto('connect_attempt')
    .values({
      id: attempt.id,
      company_id: companyId,
      state: 'signing-in',
      nonce: attempt.nonce,
      started_by: JSON.stringify(attempt.startedBy),
      company_name: attempt.companyName,
      return_to: attempt.returnTo,
      created_at: attempt.now,
      expires_at: attempt.expiresAt,
    })
    .execute()
}

/** What opens an attempt from outside; nothing does when it is over. A state is kept, to know it when it comes again. */
const withoutKeys = { link_hash: null, confirm_hash: null } as const

/** An attempt of this company; `not yours` is the same as `not there`. Locked: each step of it may happen once. */
export async function readAttempt(
  trx: CompanyTrx,
  companyId: string,
  id: string,
  lock?: 'for-update',
): Promise<StoredAttempt | null> {
  let query = trx.selectFrom('connect_attempt').selectAll().where('company_id', '=', companyId).where('id', '=', id)
  if (lock) query = query.forUpdate()
  const row = await query.executeTakeFirst()
  return row ? toAttempt(row) : null
}

/** The attempt the panel is about: the newest that is under way. */
export async function readLiveAttempt(trx: CompanyTrx, companyId: string, now: Date): Promise<StoredAttempt | null> {
  const row = await trx
    .selectFrom('connect_attempt')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('state', 'in', ['signing-in', 'awaiting-consent'])
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? toAttempt(row) : null
}

type AttemptChanges = Partial<
  Pick<
    StoredAttempt,
    | 'state'
    | 'administrator'
    | 'tenant'
    | 'refusal'
    | 'consentUrl'
    | 'consentedAt'
    | 'confirmHash'
    | 'link'
    | 'expiresAt'
  >
> & { stateHash?: string | null; linkHash?: string | null }

/** A link's attempt when nobody has signed in, or whoever had may not connect: the next one starts afresh. */
export const nobodySignedIn = {
  state: 'signing-in',
  administrator: null,
  tenant: null,
  consentUrl: null,
  consentedAt: null,
  stateHash: null,
  confirmHash: null,
} as const satisfies AttemptChanges

/** An attempt that is over can be opened by nothing any more; its consent's state is still known, as a spent one. */
export const closed = { consentUrl: null, linkHash: null, confirmHash: null } as const

/** Changes what is named, and nothing else. */
export async function updateAttempt(
  trx: CompanyTrx,
  companyId: string,
  id: string,
  { state, administrator, tenant, refusal, link, expiresAt, ...changes }: AttemptChanges,
): Promise<void> {
  await trx
    .updateTable('connect_attempt')
    .set({
      ...(state ? { state } : {}),
      ...(administrator === undefined ? {} : { administrator: administrator && JSON.stringify(administrator) }),
      ...(tenant === undefined ? {} : { tenant: tenant && JSON.stringify(tenant) }),
      ...(refusal === undefined ? {} : { refusal: refusal && JSON.stringify(refusal) }),
      ...(link === undefined ? {} : { link_for: link }),
      ...(expiresAt ? { expires_at: expiresAt } : {}),
      ...(changes.consentUrl === undefined ? {} : { consent_url: changes.consentUrl }),
      ...(changes.consentedAt === undefined ? {} : { consented_at: changes.consentedAt }),
      ...(changes.stateHash === undefined ? {} : { state_hash: changes.stateHash }),
      ...(changes.linkHash === undefined ? {} : { link_hash: changes.linkHash }),
      ...(changes.confirmHash === undefined ? {} : { confirm_hash: changes.confirmHash }),
    })
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .execute()
}

export interface FoundAttempt {
  companyId: string
  id: string
}

/** Whose attempt a consent redirect belongs to. Runs in a `find-attempt-by-state` system transaction. */
export function findAttemptByState(trx: Kysely<Tables>, stateHash: string): Promise<FoundAttempt | null> {
  return findAttempt(trx, 'state_hash', stateHash)
}

/** Whose attempt a link, or the button after its sign-in, belongs to. Runs in a `find-attempt-by-link` system transaction. */
export function findAttemptByLink(
  trx: Kysely<Tables>,
  by: { linkHash: string } | { confirmHash: string },
): Promise<FoundAttempt | null> {
  return 'linkHash' in by
    ? findAttempt(trx, 'link_hash', by.linkHash)
    : findAttempt(trx, 'confirm_hash', by.confirmHash)
}

async function findAttempt(
  trx: Kysely<Tables>,
  column: 'state_hash' | 'link_hash' | 'confirm_hash',
  hash: string,
): Promise<FoundAttempt | null> {
  const row = await trx
    .selectFrom('connect_attempt')
    .select(['company_id', 'id'])
    .where(column, '=', hash)
    .executeTakeFirst()
  return row ? { companyId: row.company_id, id: row.id } : null
}

function toAttempt(row: Selectable<Tables['connect_attempt']>): StoredAttempt {
  return {
    id: row.id,
    state: row.state,
    nonce: row.nonce,
    startedBy: row.started_by,
    companyName: row.company_name ?? row.company_id,
    returnTo: row.return_to,
    link: row.link_for,
    administrator: row.administrator,
    tenant: row.tenant,
    refusal: row.refusal,
    consentUrl: row.consent_url,
    consentedAt: row.consented_at,
    confirmHash: row.confirm_hash,
    expiresAt: row.expires_at,
  }
}
