import { EMPLOYEE_NUMBER, type EntraUser, SIGN_IN_NAME, referredPeople } from '@plumm/entra-shared'
import { readCompany } from '../connection/company.ts'
import { type Standing, readStanding } from '../connection/standing.ts'
import { type CompanyTrx, inCompany } from '../db/tenancy.ts'
import type { GraphFailure } from '../graph/failure.ts'
import type { TenantGraph } from '../graph/graph.ts'
import { afterFailure } from './after-failure.ts'
import { pullDirectory } from './directory.ts'
import {
  type PassPerson,
  type Wanted,
  changedPeople,
  noteInStep,
  readPassPeople,
  sharedAddresses,
  unlinkedPeople,
  wantedByUnlinked,
} from './full-pass.store.ts'
import { readAllAnswers } from './hold.store.ts'
import { linkedAccounts, readLinksTo, rememberFound, storeMemories } from './link.store.ts'
import { noteDirectory } from './outage.ts'
import { listPersonIds, notePresence } from './person.store.ts'
import { plan } from './plan.ts'
import type { PreviewDeps } from './preview.ts'
import { storePeople } from './receive.ts'
import { readReferred } from './references.store.ts'
import { standingOf } from './record.ts'
import type { Link, Plan } from './situation.ts'
import { type Survey, createSituations } from './situations.ts'

/** What one pass goes by, from its first page to its last. */
interface Pass extends Pick<Survey, 'answers' | 'roleHolders' | 'settings' | 'fieldMapping'> {
  companyId: string
  standing: Standing
  /** Accounts of linked people that no page has shown yet. */
  unseen: Set<string>
  linked: ReadonlySet<string>
  wanted: Wanted
  /** Accounts that people without a link may be matched with. */
  candidates: EntraUser[]
  /** Addresses and numbers that more than one could claim: whoever has one is looked at one by one. */
  contested: Set<string>
}

const UNLINKED_AT_ONCE = 500
const AGAIN_MS = 60_000
/** Nobody waits for it: what HR does meanwhile arrives by event. */
const DIRECTORY_AGAIN_MS = 15 * 60_000

/**
 * Reads Plumm's whole directory and Entra's, page by page, and owes a job to whoever is not in step: the backstop under
 * events and drift. A directory that cannot be read changes nothing, and the people we know are looked at all the same.
 * Nothing is done here: the job reads everything again, and whoever is in doubt gets one.
 */
export async function fullPass({ companyId }: { companyId: string }, deps: PreviewDeps): Promise<void> {
  await takeInDirectory(companyId, deps)
  const standing = await inCompany(deps.db, companyId, (trx) => readStanding(trx, companyId))
  if (standing?.state !== 'active') return
  const graph = deps.graphFor(standing.tenantId, companyId)
  const pass = await begin(companyId, standing, graph, deps)
  if ('failure' in pass) return putOff(companyId, standing, pass.failure, deps)
  for await (const page of graph.listUsers()) {
    if (!page.ok) return putOff(companyId, standing, page.failure, deps)
    await lookAtAccounts(page.value, pass, deps)
  }
  // Whoever is linked to an account that no page had: it was deleted in Entra.
  await look(pass, deps, [], (trx) => linkedTo(trx, pass, [...pass.unseen]))
  for (let after: string | undefined = ''; after !== undefined;) {
    const page = { after, limit: UNLINKED_AT_ONCE }
    const people: PassPerson[] = []
    await look(pass, deps, pass.candidates, async (trx) => {
      people.push(...(await unlinkedPeople(trx, { companyId, tenantId: standing.tenantId }, page)))
      return { people, links: new Map() }
    })
    after = people.at(-1)?.person.id
  }
}

async function takeInDirectory(companyId: string, deps: PreviewDeps): Promise<void> {
  const askedAt = deps.now()
  const known = await inCompany(deps.db, companyId, (trx) => listPersonIds(trx, companyId, 'everyone'))
  const directory = await pullDirectory(companyId, known.length, deps.directory, (people) =>
    inCompany(deps.db, companyId, (trx) => changedPeople(trx, companyId, people)),
  )
  if ('fault' in directory) {
    deps.log.warn({ companyId, fault: directory.fault.is }, 'the directory could not be read; nothing of it was used')
  }
  await inCompany(deps.db, companyId, async (trx) => {
    const standing = await readStanding(trx, companyId, 'for-update')
    if (standing?.state !== 'active') return
    if ('fault' in directory) {
      const at = new Date(deps.now().getTime() + DIRECTORY_AGAIN_MS)
      await deps.queue.sendCompany(trx, 'full-pass', companyId, at)
    } else {
      await storePeople(trx, companyId, directory.people, standing, deps)
      await notePresence(trx, companyId, { presentIds: directory.presentIds, askedAt })
    }
    await noteDirectory(trx, companyId, standing.generation, 'fault' in directory ? askedAt : null, deps)
  })
}

async function begin(
  companyId: string,
  standing: Standing,
  graph: TenantGraph,
  deps: PreviewDeps,
): Promise<Pass | { failure: GraphFailure }> {
  const holders = await graph.roleHolders()
  if (!holders.ok && holders.failure.is !== 'permission-missing-or-protected') return { failure: holders.failure }
  const { tenantId } = standing
  return inCompany(deps.db, companyId, async (trx) => {
    const linked = await linkedAccounts(trx, companyId, tenantId)
    return {
      ...(await readCompany(trx, companyId)),
      companyId,
      standing,
      answers: await readAllAnswers(trx, companyId, standing.generation),
      roleHolders: holders.ok ? holders.value : null,
      unseen: new Set(linked),
      linked,
      wanted: await wantedByUnlinked(trx, { companyId, tenantId }),
      candidates: [],
      contested: await sharedAddresses(trx, companyId),
    }
  })
}

async function lookAtAccounts(accounts: readonly EntraUser[], pass: Pass, deps: PreviewDeps): Promise<void> {
  for (const account of accounts) {
    pass.unseen.delete(account.id)
    const keys = keysOf(account)
    if (![...keys].some((key) => pass.wanted.addresses.has(key) || pass.wanted.employeeNumbers.has(key))) continue
    if (pass.linked.has(account.id)) for (const key of keys) pass.contested.add(key)
    else pass.candidates.push(account)
  }
  const ids = accounts.map(({ id }) => id)
  await look(pass, deps, accounts, (trx) => linkedTo(trx, pass, ids))
}

interface Read {
  people: readonly PassPerson[]
  links: ReadonlyMap<string, Link>
}

async function linkedTo(
  trx: CompanyTrx,
  { companyId, standing }: Pass,
  entraUserIds: readonly string[],
): Promise<Read> {
  const links = await readLinksTo(trx, companyId, standing.tenantId, entraUserIds)
  return { links, people: await readPassPeople(trx, companyId, [...links.keys()]) }
}

/** Plans some people with the accounts at hand. Whoever is in step is noted as seen; the others are owed a job. */
async function look(
  pass: Pass,
  deps: PreviewDeps,
  users: readonly EntraUser[],
  read: (trx: CompanyTrx) => Promise<Read>,
): Promise<void> {
  const { companyId, standing } = pass
  await inCompany(deps.db, companyId, async (trx) => {
    const current = await readStanding(trx, companyId)
    if (current?.generation !== standing.generation || current.state !== 'active') return
    const { people, links } = await read(trx)
    const now = deps.now()
    const named = new Set(people.flatMap(({ person }) => referredPeople(pass.fieldMapping, person)))
    const referred = await readReferred(trx, companyId, standing.tenantId, [...named])
    const situationOf = createSituations({ ...pass, people, links, users, now }, referred)
    const inStep: string[] = []
    const owed: string[] = []
    const memories: { personId: string; written: Link['written'] }[] = []
    for (const each of people) {
      const { id } = each.person
      const situation = situationOf(id)
      if (isContested(each, pass) || !isInStep(each, plan(situation), now)) owed.push(id)
      else {
        inStep.push(id)
        const { link, account } = situation
        const written = link && account ? rememberFound(link.written, account.fields, now) : null
        if (written) memories.push({ personId: id, written })
      }
    }
    await storeMemories(trx, companyId, memories)
    await noteInStep(trx, companyId, inStep, now)
    await deps.queue.sendPeople(trx, companyId, owed, { priority: 'sweep' })
  })
}

/** Whether a job would find nothing to do, and nothing to say that is not said already. Pure. */
function isInStep(person: PassPerson, planned: Plan, now: Date): boolean {
  const isDone = planned.steps.length === 0 && person.recordedVersion === person.version
  return isDone && words(person) === words(standingOf(planned, now))
}

/** What a badge says, as text. jsonb forgets the order of keys. */
function words({
  syncStatus,
  reason,
  problems,
  nextLookAt,
}: Pick<PassPerson, 'syncStatus' | 'reason' | 'problems' | 'nextLookAt'>): string {
  const named = problems.map(({ field, code, actor }) => [field, code, actor])
  return JSON.stringify([syncStatus, reason, named, nextLookAt])
}

function isContested({ person }: PassPerson, { contested }: Pass): boolean {
  const number = person.employeeNumber
  return contested.has(addressKey(person.email)) || (typeof number === 'string' && contested.has(number.toLowerCase()))
}

/** Everything an account is found by. */
function keysOf({ fields, otherAddresses }: EntraUser): Set<string> {
  const keys = [fields[SIGN_IN_NAME], fields[EMPLOYEE_NUMBER], ...otherAddresses]
  return new Set(keys.flatMap((key) => (key ? [addressKey(key)] : [])))
}

function addressKey(address: string): string {
  return address.trim().toLowerCase()
}

/** Microsoft does not let us read everybody now: later, or when the connection has recovered. */
async function putOff(
  companyId: string,
  { generation }: Standing,
  failure: GraphFailure,
  deps: PreviewDeps,
): Promise<void> {
  const after = afterFailure(failure, { createIntended: false })
  if (after.is === 'attention') return deps.raiseAttention(companyId, generation, after.reason)
  deps.log.warn({ companyId, failure: failure.is }, 'a full pass could not read the tenant; it is made again')
  const waitMs = Math.max(AGAIN_MS, after.is === 'retry' ? after.notBeforeMs : 0)
  await inCompany(deps.db, companyId, (trx) =>
    deps.queue.sendCompany(trx, 'full-pass', companyId, new Date(deps.now().getTime() + waitMs)),
  )
}
