import type { HoldChoice, PersonStatusReport } from '@plumm/entra-shared'
import { appendAudit } from '../audit/append.ts'
import { readStanding } from '../connection/standing.ts'
import { notifyLive } from '../db/live-notice.ts'
import { type CompanyTrx, inCompany } from '../db/tenancy.ts'
import type { Serve } from '../http/contract.ts'
import { HttpProblem } from '../http/problem.ts'
import { type Session, may } from '../http/session.ts'
import type { SyncDeps } from './deps.ts'
import { erasePerson } from './erase.ts'
import { answerFuse } from './fuse.store.ts'
import { answerHold, listHolds } from './hold.store.ts'
import { owePeople } from './owe.ts'
import { findPeople, listValues } from './people.store.ts'
import { readName } from './person.store.ts'
import { readStatuses } from './status.store.ts'
import { viewStatuses } from './status.ts'

export function peopleRoutes(serve: Serve, deps: SyncDeps): void {
  const statuses = (session: Session, ids: readonly string[]): Promise<PersonStatusReport[]> =>
    inCompany(deps.db, session.companyId, (trx) =>
      viewStatuses(trx, session.companyId, ids, {
        isReader: may(session, 'integrations:read'),
        adminCenterOrigin: deps.adminCenterOrigin,
      }),
    )
  const statusOf = async (session: Session, id: string): Promise<PersonStatusReport> => {
    const [report] = await statuses(session, [id])
    return report ?? { personId: id, status: 'not-connected', problems: [] }
  }

  serve('findPeople', ({ session: { companyId }, query }) =>
    inCompany(deps.db, companyId, async (trx) => ({
      people: await findPeople(trx, companyId, { q: query.q?.trim() ?? '', limit: query.limit ?? 20 }),
    })),
  )
  serve('getPropertyValues', ({ session: { companyId }, query }) =>
    inCompany(deps.db, companyId, async (trx) => ({ values: await listValues(trx, companyId, query.property) })),
  )
  serve('getPersonStatus', ({ session, id }) => statusOf(session, id))
  serve('getStatuses', async ({ session, body }) => ({ statuses: await statuses(session, body.ids) }))
  serve('syncPerson', async ({ session, id }) => {
    const { companyId } = session
    await inCompany(deps.db, companyId, async (trx) => {
      const standing = await readStanding(trx, companyId)
      if (standing?.state !== 'active')
        throw new HttpProblem(409, 'wrong-state', { detail: 'The sync is not running.' })
      const [report] = await readStatuses(trx, companyId, [id])
      if (!report || report.status === 'not-connected')
        throw new HttpProblem(404, 'not-found', { detail: 'Nobody with this id is known here.' })
      await owePeople(trx, companyId, [id], deps)
      const name = await readName(trx, companyId, id)
      await appendAudit(
        trx,
        companyId,
        [
          {
            actor: { kind: 'plumm-user', name: session.name },
            action: 'person.sync-requested',
            outcome: 'succeeded',
            personId: id,
            ...(name === null ? {} : { personName: name }),
            generation: standing.generation,
          },
        ],
        deps.ink,
      )
    })
    return statusOf(session, id)
  })

  serve('erasePerson', ({ session, id }) =>
    erasePerson(session.companyId, id, { kind: 'plumm-user', name: session.name }, deps),
  )

  serve('getHolds', ({ session }) =>
    inCompany(deps.db, session.companyId, async (trx) => ({ holds: await listHolds(trx, session.companyId) })),
  )
  serve('answerHold', ({ session, id, body }) =>
    inCompany(deps.db, session.companyId, (trx) => answer(trx, session, id, body, deps)),
  )
  serve('answerHolds', async ({ session, body }) => {
    let answered = 0
    await inCompany(deps.db, session.companyId, async (trx) => {
      for (const id of body.ids) {
        await answer(trx, session, id, { choice: body.choice }, deps)
        answered += 1
      }
    })
    return { answered }
  })
}

async function answer(
  trx: CompanyTrx,
  session: Session,
  id: string,
  given: { choice: HoldChoice; entraUserId?: string | undefined },
  deps: SyncDeps,
) {
  const { companyId } = session
  const result = await answerHold(trx, companyId, id, { ...given, by: session.name }, deps.now())
  if (result.is === 'not-found')
    throw new HttpProblem(404, 'not-found', { detail: 'This question is not open any more.' })
  if (result.is === 'not-a-choice') {
    throw new HttpProblem(400, 'bad-request', { detail: `Possible answers are: ${result.choices.join(', ')}.` })
  }
  const { hold } = result
  if (hold.reason === 'fuse')
    await answerFuse(trx, companyId, hold.personId, given.choice === 'release' ? 'released' : 'rejected')
  await owePeople(trx, companyId, [hold.personId], deps)
  await notifyLive(trx, { companyId, connection: true })
  await appendAudit(
    trx,
    companyId,
    [
      {
        actor: { kind: 'plumm-user', name: session.name },
        action: 'hold.answered',
        outcome: 'succeeded',
        personId: hold.personId,
        personName: hold.name,
        reason: hold.reason,
        changes: [{ field: 'answer', before: null, after: given.choice }],
      },
    ],
    deps.ink,
  )
  return hold
}
