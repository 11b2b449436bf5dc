import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { type CompanyId, companies } from './companies.ts'
import { type AccessChange, type PersonDetails, PlummPerson } from './person.ts'

const Saved = z.object({
  people: z.record(z.string(), z.array(PlummPerson)),
  /** Ids of people whose newest state Plumm still has to tell the BFF, by company. */
  untold: z.record(z.string(), z.array(z.string())),
})

export interface PeopleStore {
  list: (companyId: string) => PlummPerson[]
  find: (companyId: string, personId: string) => PlummPerson | undefined
  add: (companyId: string, details: PersonDetails) => PlummPerson
  /** The person after the edit, or undefined where nobody has that id. */
  edit: (companyId: string, personId: string, details: PersonDetails) => PlummPerson | undefined
  /**
   * The people after the change, or undefined and nothing changed where one of the ids is nobody's. Whoever stands like
   * that already keeps their version. All of them are told in one event.
   */
  changeAccess: (companyId: string, personIds: readonly string[], change: AccessChange) => PlummPerson[] | undefined
  untold: (companyId: string) => PlummPerson[]
  /** Forgets what was told, but for people who have changed again since. */
  markTold: (companyId: string, told: readonly PlummPerson[]) => void
  /** Resolves when everything is on disk. */
  flush: () => Promise<void>
}

export interface PeopleStoreOptions {
  /** A JSON file; made when it is missing. */
  file: string
  seed: () => Record<CompanyId, PlummPerson[]>
  now: () => Date
  /** Called after every change, with the company whose people changed. */
  onChange: (companyId: string) => void
}

/** Plumm's people: in memory, and in one JSON file so that a restart continues the same world. */
export async function openPeopleStore({ file, seed, now, onChange }: PeopleStoreOptions): Promise<PeopleStore> {
  const saved = existsSync(file)
    ? Saved.parse(JSON.parse(await readFile(file, 'utf8')))
    : Saved.parse({ people: seed(), untold: {} })
  const byCompany = new Map(
    companies.map(({ id }) => [id as string, new Map((saved.people[id] ?? []).map((person) => [person.id, person]))]),
  )
  const untoldIds = new Map(companies.map(({ id }) => [id as string, new Set(saved.untold[id] ?? [])]))
  const peopleOf = (companyId: string) => byCompany.get(companyId) ?? new Map<string, PlummPerson>()

  let saving = Promise.resolve()
  const save = () => {
    saving = saving.then(async () => {
      const people = Object.fromEntries([...byCompany].map(([id, some]) => [id, [...some.values()]]))
      const untold = Object.fromEntries([...untoldIds].map(([id, ids]) => [id, [...ids]]))
      await writeFile(`${file}.new`, JSON.stringify({ people, untold }))
      await rename(`${file}.new`, file)
    })
  }
  const put = (companyId: string, ...changed: PlummPerson[]): void => {
    for (const person of changed) {
      peopleOf(companyId).set(person.id, person)
      untoldIds.get(companyId)?.add(person.id)
    }
    save()
    onChange(companyId)
  }
  if (!existsSync(file)) save()

  return {
    list: (companyId) => [...peopleOf(companyId).values()],
    find: (companyId, personId) => peopleOf(companyId).get(personId),
    add: (companyId, details) => {
      const createdAt = now().toISOString()
      const person: PlummPerson = { ...details, id: randomUUID(), version: 1, status: 'active', createdAt }
      put(companyId, person)
      return person
    },
    edit: (companyId, personId, details) => {
      const before = peopleOf(companyId).get(personId)
      if (!before) return undefined
      const person = withDetails(before, details)
      put(companyId, person)
      return person
    },
    changeAccess: (companyId, personIds, change) => {
      const before = [...new Set(personIds)].map((id) => peopleOf(companyId).get(id))
      if (!before.every((person) => person !== undefined)) return undefined
      const after = before.map((person) => withAccess(person, change))
      const changed = after.filter((person, index) => person !== before[index])
      if (changed.length > 0) put(companyId, ...changed)
      return after
    },
    untold: (companyId) =>
      [...(untoldIds.get(companyId) ?? [])].flatMap((personId) => peopleOf(companyId).get(personId) ?? []),
    markTold: (companyId, told) => {
      for (const person of told) {
        if (peopleOf(companyId).get(person.id)?.version === person.version) untoldIds.get(companyId)?.delete(person.id)
      }
      save()
    },
    flush: () => saving,
  }
}

function withDetails(before: PlummPerson, details: PersonDetails): PlummPerson {
  const { id, version, status, createdAt, endReason } = before
  // The reason belongs to the day; another day may have another one.
  const reason = endReason !== undefined && details.endDate === before.endDate ? { endReason } : {}
  return { ...details, ...reason, id, version: version + 1, status, createdAt }
}

/** The same object where nothing changes. */
function withAccess(before: PlummPerson, change: AccessChange): PlummPerson {
  const { endDate, endReason, ...rest } = before
  const version = before.version + 1
  if ('status' in change) {
    if (change.status === 'deactivated')
      return before.status === 'deactivated' ? before : { ...before, status: 'deactivated', version }
    // Who comes back stays: an end that was scheduled is over with.
    return before.status === 'active' && endDate === undefined ? before : { ...rest, status: 'active', version }
  }
  if (before.status === 'deactivated') return before
  if (change.endDate === null) return endDate === undefined ? before : { ...rest, version }
  const isSame = change.endDate === endDate && change.endReason === endReason
  return isSame ? before : { ...rest, endDate: change.endDate, endReason: change.endReason, version }
}
