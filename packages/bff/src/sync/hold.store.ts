import type { FieldChange, Hold, HoldChoice, Reason } from '@plumm/entra-shared'
import { nameOf } from '@plumm/entra-shared'
import type { HoldCandidate } from './vocabulary.ts'
import type { CompanyTrx } from '../db/tenancy.ts'
import type { Answer } from './situation.ts'

export interface Question {
  reason: Reason
  choices: HoldChoice[]
  candidates: HoldCandidate[]
  changes: FieldChange[]
}

/** Asks a question about a person, once; closes questions about them that no longer arise. */
export async function ask(
  trx: CompanyTrx,
  key: {
    companyId: string
    personId: string
    personVersion: number
    generation: number
    now: Date
    newId: () => string
  },
  question: Question | null,
): Promise<{ isNew: boolean }> {
  const open = await trx
    .selectFrom('hold')
    .select(['id', 'reason'])
    .where('company_id', '=', key.companyId)
    .where('person_id', '=', key.personId)
    .where('answered_at', 'is', null)
    .execute()
  const moot = open.filter((hold) => hold.reason !== question?.reason).map((hold) => hold.id)
  if (moot.length > 0) await trx.deleteFrom('hold').where('id', 'in', moot).execute()
  if (!question) return { isNew: false }
  const values = {
    choices: JSON.stringify(question.choices),
    candidates: JSON.stringify(question.candidates),
    changes: JSON.stringify(question.changes),
    person_version: key.personVersion,
    generation: key.generation,
  }
  const same = open.find((hold) => hold.reason === question.reason)
  if (same) {
    await trx.updateTable('hold').set(values).where('id', '=', same.id).execute()
    return { isNew: false }
  }
  await trx
    .insertInto('hold')
    .values({
      id: key.newId(),
      company_id: key.companyId,
      person_id: key.personId,
      reason: question.reason,
      asked_at: key.now,
      ...values,
    })
    .execute()
  return { isNew: true }
}

/** Answers given for a person under this connection and not carried out yet, newest first. */
export async function readAnswers(
  trx: CompanyTrx,
  companyId: string,
  personId: string,
  generation: number,
): Promise<Answer[]> {
  const rows = await openAnswers(trx, companyId, generation).where('person_id', '=', personId).execute()
  return rows.flatMap(toAnswer)
}

/** The same for everyone, by person. */
export async function readAllAnswers(
  trx: CompanyTrx,
  companyId: string,
  generation: number,
): Promise<Map<string, Answer[]>> {
  const answers = new Map<string, Answer[]>()
  for (const row of await openAnswers(trx, companyId, generation).execute())
    answers.set(row.person_id, [...(answers.get(row.person_id) ?? []), ...toAnswer(row)])
  return answers
}

function openAnswers(trx: CompanyTrx, companyId: string, generation: number) {
  return trx
    .selectFrom('hold')
    .select(['person_id', 'reason', 'answer'])
    .where('company_id', '=', companyId)
    .where('generation', '=', generation)
    .where('answer', 'is not', null)
    .where('used_at', 'is', null)
    .orderBy('answered_at', 'desc')
}

function toAnswer({
  reason,
  answer,
}: {
  reason: Reason
  answer: Pick<Answer, 'choice' | 'entraUserId'> | null
}): Answer[] {
  return answer ? [{ reason, choice: answer.choice, entraUserId: answer.entraUserId }] : []
}

/** Answers that leave things as they are stay in force; the others are used up when the person is in step. */
const LASTING: readonly HoldChoice[] = ['skip', 'leave', 'reject']

export async function useAnswers(trx: CompanyTrx, companyId: string, personId: string, now: Date): Promise<void> {
  await trx
    .updateTable('hold')
    .set({ used_at: now })
    .where('company_id', '=', companyId)
    .where('person_id', '=', personId)
    .where('answer', 'is not', null)
    .where('used_at', 'is', null)
    .where((eb) => eb(eb.ref('answer', '->>').key('choice'), 'not in', LASTING))
    .execute()
}

export async function listHolds(trx: CompanyTrx, companyId: string): Promise<Hold[]> {
  const rows = await openHolds(trx, companyId).orderBy('hold.asked_at').orderBy('hold.id').execute()
  return rows.map(toHold)
}

type OpenHold = Awaited<ReturnType<ReturnType<typeof openHolds>['execute']>>[number]

function toHold(row: OpenHold): Hold {
  return {
    id: row.id,
    personId: row.person_id,
    name: nameOf(row.data),
    reason: row.reason,
    since: row.asked_at.toISOString(),
    choices: row.choices,
    candidates: row.candidates,
    changes: row.changes,
  }
}

function openHolds(trx: CompanyTrx, companyId: string) {
  return trx
    .selectFrom('hold')
    .innerJoin('person', (join) =>
      join.onRef('person.company_id', '=', 'hold.company_id').onRef('person.id', '=', 'hold.person_id'),
    )
    .select([
      'hold.id',
      'hold.person_id',
      'hold.reason',
      'hold.asked_at',
      'hold.choices',
      'hold.candidates',
      'hold.changes',
      'person.data',
    ])
    .where('hold.company_id', '=', companyId)
    .where('hold.answered_at', 'is', null)
}

/** Writes an answer down; null when there is no such open question. */
export async function answerHold(
  trx: CompanyTrx,
  companyId: string,
  id: string,
  answer: { choice: HoldChoice; entraUserId?: string | undefined; by: string },
  now: Date,
): Promise<{ is: 'answered'; hold: Hold } | { is: 'not-found' } | { is: 'not-a-choice'; choices: HoldChoice[] }> {
  const row = await openHolds(trx, companyId).where('hold.id', '=', id).executeTakeFirst()
  if (!row) return { is: 'not-found' }
  if (!row.choices.includes(answer.choice)) return { is: 'not-a-choice', choices: row.choices }
  await trx
    .updateTable('hold')
    .set({ answered_at: now, answer: JSON.stringify(answer) })
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .execute()
  return {
    is: 'answered',
    hold: toHold(row),
  }
}

export async function countOpenHolds(trx: CompanyTrx, companyId: string): Promise<number> {
  const row = await trx
    .selectFrom('hold')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('company_id', '=', companyId)
    .where('answered_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
