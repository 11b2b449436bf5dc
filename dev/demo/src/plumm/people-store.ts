import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { type CompanyId, companies } from './companies.ts'
import { type PersonDetails, PlummPerson } from './person.ts'

const Saved = z.object({
  people: z.record(z.string(), z.array(PlummPerson)),
  /** Ids of people whose newest state Plumm still has to tell the BFF, by company. */
  untold: z.record(z.string(), z.array(z.string())),
})

export type Change =
  | { details: PersonDetails }
  | { status: 'active' }
  | { status: 'deactivated' }
  | { endDate: string | null }

export interface PeopleStore {
  list: (companyId: string) => PlummPerson[]
  find: (companyId: string, personId: string) => PlummPerson | undefined
  add: (companyId: string, details: PersonDetails) => PlummPerson
  /** The person after the change, or undefined where nobody has that id. */
  change: (companyId: string, personId: string, change: Change) => PlummPerson | undefined
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
  const put = (companyId: string, person: PlummPerson): PlummPerson => {
    peopleOf(companyId).set(person.id, person)
    untoldIds.get(companyId)?.add(person.id)
    save()
    onChange(companyId)
    return person
  }
  if (!existsSync(file)) save()

  return {
    list: (companyId) => [...peopleOf(companyId).values()],
    find: (companyId, personId) => peopleOf(companyId).get(personId),
    add: (companyId, details) =>
      put(companyId, { ...details, id: randomUUID(), version: 1, status: 'active', createdAt: now().toISOString() }),
    change: (companyId, personId, change) => {
      const person = peopleOf(companyId).get(personId)
      return person && put(companyId, { ...applyChange(person, change), version: person.version + 1 })
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

function applyChange(person: PlummPerson, change: Change): PlummPerson {
  const { id, version, status, createdAt } = person
  if ('details' in change) return { ...change.details, id, version, status, createdAt }
  if ('endDate' in change) {
    const { endDate: _cancelled, ...rest } = person
    return change.endDate === null ? rest : { ...rest, endDate: change.endDate }
  }
  if (change.status === 'deactivated') return { ...person, status: 'deactivated' }
  const { endDate: _over, ...back } = person
  return { ...back, status: 'active' }
}
