import { type Person, type PlummEvent, type PlummEventReply, type Settings, sameAddress } from '@plumm/entra-shared'
import { appendAudit } from '../audit/append.ts'
import { readCompany } from '../connection/company.ts'
import { type Standing, readStanding } from '../connection/standing.ts'
import { notifyLive } from '../db/live-notice.ts'
import type { FuseKind } from './vocabulary.ts'
import { type CompanyTrx, inCompany } from '../db/tenancy.ts'
import { peopleWanting } from './address.store.ts'
import type { SyncDeps } from './deps.ts'
import { type Employment, employmentOf } from './employment.ts'
import { countForFuse, forgetStops } from './fuse.store.ts'
import { linkedAmong } from './link.store.ts'
import { oweReferrers } from './owe.ts'
import { type Upserted, upsertPeople } from './person.store.ts'
import { isNewDelivery } from './receipt.store.ts'

/**
 * Takes in what HR says: stores the newest of each person and owes each a job, in one commit. Nothing is acknowledged
 * before it. Upsert first, then send: the worker reads the person after it holds the job (design §3, lost wake-ups).
 */
export async function receive(
  event: PlummEvent,
  webhookId: string,
  deps: Pick<SyncDeps, 'db' | 'queue' | 'now' | 'log' | 'ink'>,
): Promise<PlummEventReply> {
  const { companyId, people } = event.data
  const now = deps.now()
  return inCompany(deps.db, companyId, async (trx) => {
    const standing = await readStanding(trx, companyId, 'for-update')
    if (!standing) return { accepted: 0, unchanged: 0, ignored: people.length }
    if (!(await isNewDelivery(trx, companyId, webhookId, now)))
      return { accepted: 0, unchanged: people.length, ignored: 0 }
    const stored = await storePeople(trx, companyId, people, standing, deps)
    const accepted = stored.filter(({ result }) => result === 'accepted').length
    return { accepted, unchanged: people.length - accepted, ignored: 0 }
  })
}

/** Stores people, counts what is dangerous, and owes the jobs where the connection is at work. */
export async function storePeople(
  trx: CompanyTrx,
  companyId: string,
  people: readonly Person[],
  standing: Standing,
  deps: Pick<SyncDeps, 'queue' | 'now' | 'log' | 'ink'>,
): Promise<Upserted[]> {
  const now = deps.now()
  const stored = await upsertPeople(trx, companyId, people, now)
  for (const { person, result } of stored) {
    if (result === 'contradiction') {
      deps.log.warn(
        { companyId, personId: person.id, version: person.version },
        'the same version came with other content; the first is kept',
      )
    }
  }
  const accepted = stored.filter(({ result }) => result === 'accepted')
  if (standing.state === 'preview' || accepted.length === 0) return stored
  const linked = await linkedAmong(
    trx,
    companyId,
    accepted.map(({ person }) => person.id),
  )
  const { settings } = await readCompany(trx, companyId)
  const turns = accepted.map((upserted) => turnOf(upserted, settings, now))
  await forgetStops(trx, companyId, turns.filter(isBack).map(idOf))
  const dangerous = turns.filter((turn) => linked.has(idOf(turn))).flatMap(dangersOf)
  const held = await countForFuse(trx, companyId, dangerous, settings, now)
  if (standing.state === 'active') await sendJobs(trx, companyId, turns, held, deps)
  if (standing.state === 'active') await wakeRivals(trx, companyId, accepted, deps)
  // Who named them before we knew them can refer to them now.
  const newcomers = accepted.filter(({ before }) => before === null).map(({ person }) => person.id)
  await oweReferrers(trx, companyId, newcomers, now, deps)
  const names = new Set(held.map(({ personId }) => personId))
  await notifyLive(trx, { companyId, people: [...new Set([...accepted.map(({ person }) => person.id), ...names])] })
  if (held.length > 0) {
    await appendAudit(
      trx,
      companyId,
      [
        {
          action: 'user.held',
          outcome: 'held',
          actor: { kind: 'sync', name: null },
          reason: 'fuse',
          generation: standing.generation,
          changes: [{ field: 'people', before: null, after: String(names.size) }],
        },
      ],
      deps.ink,
    )
  }
  return stored
}

async function sendJobs(
  trx: CompanyTrx,
  companyId: string,
  turns: readonly Turn[],
  held: readonly { personId: string }[],
  deps: Pick<SyncDeps, 'queue'>,
): Promise<void> {
  const leavers = turns.filter(({ is }) => is === 'left').map(idOf)
  const others = turns.filter(({ is }) => is !== 'left').map(idOf)
  await deps.queue.sendPeople(trx, companyId, leavers, { priority: 'suspend' })
  await deps.queue.sendPeople(trx, companyId, others, { priority: 'change' })
  // Whoever the fuse holds only now gets a job too, so that the question is asked and shown.
  await deps.queue.sendPeople(
    trx,
    companyId,
    held.map(({ personId }) => personId),
    { priority: 'change' },
  )
}

/** Whoever has the address that somebody had until now may have been kept waiting for it. */
async function wakeRivals(
  trx: CompanyTrx,
  companyId: string,
  accepted: readonly Upserted[],
  deps: Pick<SyncDeps, 'queue'>,
): Promise<void> {
  const givenUp = accepted.flatMap(({ person, before }) =>
    before && (!sameAddress(before.email, person.email) || before.status !== person.status) ? [before.email] : [],
  )
  const ids = accepted.map(({ person }) => person.id)
  await deps.queue.sendPeople(trx, companyId, await peopleWanting(trx, companyId, givenUp, ids), { priority: 'change' })
}

/** What an event turns somebody from, and into: by status and by dates, as things stand now. */
interface Turn extends Upserted {
  was: Employment['presence'] | null
  is: Employment['presence']
}

function turnOf(upserted: Upserted, settings: Settings, now: Date): Turn {
  const presenceOf = (person: Person) => employmentOf(person, now, settings).presence
  return { ...upserted, was: upserted.before && presenceOf(upserted.before), is: presenceOf(upserted.person) }
}

const idOf = ({ person }: Turn) => person.id
const isBack = ({ was, is }: Turn) => was === 'left' && is === 'employed'

/** What an event could do that is hard to undo: lock someone out, rename them, let someone in. */
function dangersOf(turn: Turn): { personId: string; kind: FuseKind }[] {
  const { person, before, was, is } = turn
  if (!before) return []
  const kinds: FuseKind[] = []
  if (was === 'employed' && is !== 'employed') kinds.push('suspend')
  if (isBack(turn)) kinds.push('enable')
  if (!sameAddress(before.email, person.email)) kinds.push('rename')
  return kinds.map((kind) => ({ personId: person.id, kind }))
}
