import type { AuditAction, AuditActor, AuditOutcome, FieldChange, Reason } from '@plumm/entra-shared'
import type { AuditDetails } from '../db/tables.ts'
import type { CompanyTrx } from '../db/tenancy.ts'
import { liveNotice } from '../db/live-notice.ts'
import type { Checkpoint } from './chain.ts'
import { GENESIS, canonical, hashEntry } from './hashes.ts'
import { FORMAT, hashDetails } from './parts.ts'
import { searchTextOf } from './search-text.ts'

/** One thing to remember for ever. */
export interface AuditRecord {
  action: AuditAction
  outcome: AuditOutcome
  actor: AuditActor
  personId?: string
  personName?: string
  entraUserId?: string
  changes?: FieldChange[]
  reason?: Reason
  /** For an outcome: the entry that announced it. Closing it is part of the append. */
  intentSeq?: number
  clientRequestId?: string
  graphRequestId?: string
  generation?: number
  /** Of `audit.sealed`: the last entry that is about to be removed, and when it was written. */
  sealed?: Checkpoint & { entries: number; at: string }
  /** Of `person.erased`: the positions that something was erased from, such as `3-5,9`. */
  erased?: string
}

export interface AuditInk {
  now: () => Date
  /** Random hex, to salt what must be erasable. */
  newSalt: () => string
}

/**
 * Appends records to the company's chain, under the lock of its head row, and returns the last one's position.
 * Make it the last statement of its transaction: everybody else who has something to say waits for the commit.
 */
export async function appendAudit(
  trx: CompanyTrx,
  companyId: string,
  records: readonly AuditRecord[],
  ink: AuditInk,
): Promise<number> {
  let { seq, hash } = await lockHead(trx, companyId)
  const rows = records.map((record) => {
    seq += 1
    const row = write(companyId, seq, hash, record, ink)
    hash = row.entry.hash
    return row
  })
  const opened = rows.flatMap(({ entry: { outcome, seq: at, person_id: personId } }) =>
    outcome === 'intended' && personId !== null ? [{ company_id: companyId, seq: at, person_id: personId }] : [],
  )
  const closed = records.flatMap(({ intentSeq }) => intentSeq ?? [])
  if (opened.length > 0) await trx.insertInto('open_intent').values(opened).execute()
  if (closed.length > 0)
    await trx.deleteFrom('open_intent').where('company_id', '=', companyId).where('seq', 'in', closed).execute()
  // One round trip for all of it: everybody who has something to say waits for this.
  await trx
    .with('written', (cte) => cte.insertInto('audit_entry').values(rows.map((row) => row.entry)))
    .with('detailed', (cte) => cte.insertInto('audit_detail').values(rows.map((row) => row.detail)))
    .updateTable('audit_head')
    .set({ seq, hash })
    .where('company_id', '=', companyId)
    .returning(liveNotice({ companyId, audit: seq }).as('told'))
    .execute()
  return seq
}

/** The end of the chain, locked until the transaction ends; the first to speak for a company starts it. */
export async function lockHead(trx: CompanyTrx, companyId: string): Promise<Checkpoint> {
  const head = await trx
    .selectFrom('audit_head')
    .select(['seq', 'hash'])
    .where('company_id', '=', companyId)
    .forUpdate()
    .executeTakeFirst()
  if (head) return { seq: Number(head.seq), hash: head.hash }
  await trx
    .insertInto('audit_head')
    .values({ company_id: companyId, seq: 0, hash: GENESIS })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return lockHead(trx, companyId)
}

function write(companyId: string, seq: number, previousHash: string, record: AuditRecord, ink: AuditInk) {
  const at = ink.now()
  const salt = ink.newSalt()
  const details: AuditDetails = {
    actor: record.actor,
    personName: record.personName ?? null,
    changes: record.changes ?? [],
  }
  const text = canonical({
    seq,
    companyId,
    at: at.toISOString(),
    action: record.action,
    outcome: record.outcome,
    personId: record.personId ?? null,
    entraUserId: record.entraUserId ?? null,
    reason: record.reason ?? null,
    intentSeq: record.intentSeq ?? null,
    clientRequestId: record.clientRequestId ?? null,
    graphRequestId: record.graphRequestId ?? null,
    generation: record.generation ?? null,
    ...(record.sealed ? { sealed: { ...record.sealed } } : {}),
    ...(record.erased === undefined ? {} : { erased: record.erased }),
    format: FORMAT,
    details: hashDetails(salt, details),
  })
  return {
    entry: {
      company_id: companyId,
      seq,
      at,
      action: record.action,
      outcome: record.outcome,
      person_id: record.personId ?? null,
      entra_user_id: record.entraUserId ?? null,
      intent_seq: record.intentSeq ?? null,
      canonical: text,
      previous_hash: previousHash,
      hash: hashEntry(previousHash, text),
    },
    detail: {
      company_id: companyId,
      seq,
      person_id: record.personId ?? null,
      salt,
      details: JSON.stringify(details),
      search: searchTextOf(details),
    },
  }
}

/**
 * Intents of a person whose outcome nobody wrote down: the process died between the call and the commit. Returned as
 * records that close them; append them with whatever else the transaction has to say.
 */
export async function lostIntents(trx: CompanyTrx, companyId: string, personId: string): Promise<AuditRecord[]> {
  const open = await trx
    .selectFrom('open_intent')
    .innerJoin('audit_entry', (join) =>
      join
        .onRef('audit_entry.seq', '=', 'open_intent.seq')
        .onRef('audit_entry.company_id', '=', 'open_intent.company_id'),
    )
    .innerJoin('audit_detail', (join) =>
      join
        .onRef('audit_detail.seq', '=', 'open_intent.seq')
        .onRef('audit_detail.company_id', '=', 'open_intent.company_id'),
    )
    .select(['open_intent.seq', 'audit_entry.action', 'audit_entry.entra_user_id', 'audit_detail.details'])
    .where('open_intent.company_id', '=', companyId)
    .where('open_intent.person_id', '=', personId)
    .orderBy('open_intent.seq')
    .execute()
  return open.map((intent) => ({
    action: intent.action,
    outcome: 'unknown',
    actor: { kind: 'sync', name: null },
    personId,
    ...(intent.details.personName === null ? {} : { personName: intent.details.personName }),
    ...(intent.entra_user_id === null ? {} : { entraUserId: intent.entra_user_id }),
    changes: intent.details.changes,
    intentSeq: Number(intent.seq),
  }))
}

/** The company's newest hash, for exports and the hourly anchor in the log. */
export async function auditHead(trx: CompanyTrx, companyId: string): Promise<Checkpoint> {
  const head = await trx.selectFrom('audit_head').selectAll().where('company_id', '=', companyId).executeTakeFirst()
  return head ? { seq: Number(head.seq), hash: head.hash } : { seq: 0, hash: GENESIS }
}
