import { EMPLOYEE_NUMBER, type EntraUser, type Person, SIGN_IN_NAME } from '@plumm/entra-shared'
import type { Standing } from '../connection/standing.ts'
import { comesFirst } from './address.ts'
import { type Candidates, type Chain, type Link, type Situation, noCandidates } from './situation.ts'

/** A whole company and a whole tenant, read once. */
export interface Survey {
  people: readonly { person: Person; missingSince: Date | null }[]
  links: ReadonlyMap<string, Link>
  answers: ReadonlyMap<string, Situation['answers']>
  users: readonly EntraUser[]
  roleHolders: ReadonlySet<string> | null
  settings: Situation['settings']
  fieldMapping: Situation['fieldMapping']
  standing: Standing
  now: Date
}

/**
 * Situations for everyone, from one reading of both sides: what the job of a single person looks up with Graph and SQL,
 * a preview and a full pass look up in here. Pure; the recycle bin is not read, so what lies there shows in the job.
 */
export function createSituations(
  survey: Survey,
  referred: Situation['referred'] = new Map(),
): (personId: string) => Situation {
  const accounts = indexAccounts(survey.users)
  const people = indexPeople(survey)

  return (personId) => {
    const { person, missingSince } = people.get(personId)
    const link = survey.links.get(personId) ?? null
    const key = addressKey(person.email)
    const rivals = people.activeWith(key).filter((other) => other.id !== person.id)
    const claimOf = ({ id }: Person) => ({ id, link: survey.links.get(id) ?? null })
    const candidates = candidatesFor(person, key)
    const waits = [...candidates.linkedToOthers.values()].some(({ givesUpAddress }) => givesUpAddress)
    return {
      person,
      missingSince,
      link,
      account: link ? (accounts.byId.get(link.entraUserId) ?? null) : null,
      candidates,
      referred,
      addressChain: waits ? people.chainFrom(person.id) : null,
      roleHolders: survey.roleHolders,
      emailBelongsToOther: rivals.some((rival) => comesFirst(claimOf(rival), claimOf(person), person.email)),
      verifiedDomains: survey.standing.verifiedDomains,
      initialDomain: survey.standing.initialDomain,
      answers: survey.answers.get(personId) ?? [],
      fieldMapping: survey.fieldMapping,
      settings: survey.settings,
      now: survey.now,
    }
  }

  function candidatesFor(person: Person, key: string): Candidates {
    const number = survey.settings.matchBy === 'employee-number' ? textOf(person.employeeNumber) : ''
    const found = {
      bySignInName: accounts.bySignInName.get(key) ?? [],
      byOtherAddress: accounts.byOtherAddress.get(key) ?? [],
      byEmployeeNumber: number === '' ? [] : (accounts.byEmployeeNumber.get(number.toLowerCase()) ?? []),
    }
    const linkedToOthers: Candidates['linkedToOthers'] = new Map(
      Object.values(found)
        .flat()
        .flatMap(({ id }) => {
          const owner = people.ownerOf(id)
          if (owner === undefined || owner === person.id) return []
          const email = people.emailOf(owner)
          return [[id, { personId: owner, givesUpAddress: email !== null && email !== key }]]
        }),
    )
    return { ...noCandidates, ...found, linkedToOthers }
  }
}

function indexAccounts(users: readonly EntraUser[]) {
  const byId = new Map<string, EntraUser>()
  const bySignInName = new Map<string, EntraUser[]>()
  const byOtherAddress = new Map<string, EntraUser[]>()
  const byEmployeeNumber = new Map<string, EntraUser[]>()
  for (const user of users) {
    byId.set(user.id, user)
    const name = user.fields[SIGN_IN_NAME]?.toLowerCase()
    if (name) add(bySignInName, name, user)
    const number = user.fields[EMPLOYEE_NUMBER]
    if (number) add(byEmployeeNumber, number.toLowerCase(), user)
    for (const address of new Set(user.otherAddresses.map((other) => other.toLowerCase()))) {
      if (address !== name) add(byOtherAddress, address, user)
    }
  }
  return { byId, bySignInName, byOtherAddress, byEmployeeNumber }
}

function indexPeople({ people, links }: Survey) {
  const byId = new Map(people.map((row) => [row.person.id, row]))
  const active = new Map<string, Person[]>()
  for (const { person } of people) if (person.status === 'active') add(active, addressKey(person.email), person)
  const owners = new Map([...links].map(([personId, link]) => [link.entraUserId, personId]))
  const holders = new Map([...links].map(([personId, link]) => [addressKey(link.signInName), personId]))
  const emailOf = (personId: string) => {
    const row = byId.get(personId)
    return row ? addressKey(row.person.email) : null
  }

  return {
    get(personId: string) {
      const row = byId.get(personId)
      if (!row) throw new TypeError('A situation was asked for of somebody who was not read.')
      return row
    },
    activeWith: (key: string) => active.get(key) ?? [],
    ownerOf: (entraUserId: string) => owners.get(entraUserId),
    emailOf,
    /** As `readChain` follows it, without SQL. */
    chainFrom(personId: string): Chain {
      const personIds = [personId]
      for (;;) {
        const wanted = emailOf(personIds.at(-1) ?? personId)
        const holder = wanted === null ? undefined : holders.get(wanted)
        if (holder === undefined || emailOf(holder) === wanted) return { personIds, isCircle: false }
        if (holder === personId) return { personIds, isCircle: true }
        if (personIds.includes(holder)) return { personIds, isCircle: false }
        personIds.push(holder)
      }
    },
  }
}

function add<T>(map: Map<string, T[]>, key: string, item: T): void {
  const known = map.get(key)
  if (known) known.push(item)
  else map.set(key, [item])
}

function addressKey(address: string): string {
  return address.trim().toLowerCase()
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
}
