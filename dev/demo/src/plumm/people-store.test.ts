import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seedPeople } from '../seed/people.ts'
import { type PeopleStore, openPeopleStore } from './people-store.ts'

const now = () => new Date('2026-11-24T09:00:00Z')
let folder = ''
let opened: PeopleStore[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumm-people-'))
})
afterEach(async () => {
  await Promise.all(opened.map((people) => people.flush()))
  opened = []
  await rm(folder, { recursive: true })
})

async function open(changed: string[] = []) {
  const people = await openPeopleStore({
    file: join(folder, 'plumm.json'),
    seed: () => seedPeople({ now: now() }),
    now,
    onChange: (companyId) => changed.push(companyId),
  })
  opened.push(people)
  return people
}
const details = { email: 'new.person@contoso.com', firstName: 'New', lastName: 'Person' }

describe('Plumm’s people', () => {
  it('raises the version with every change, and owes the BFF the news', async () => {
    const changed: string[] = []
    const people = await open(changed)
    const hired = people.add('northwind', details)
    expect(hired).toMatchObject({ version: 1, status: 'active' })
    expect(people.change('northwind', hired.id, { details: { ...details, role: 'Baker' } })).toMatchObject({
      version: 2,
    })
    expect(people.change('northwind', hired.id, { status: 'deactivated' })).toMatchObject({ version: 3, role: 'Baker' })
    expect(people.untold('northwind').map(({ version }) => version)).toEqual([3])
    expect(people.untold('tailspin')).toEqual([])
    expect(changed).toEqual(['northwind', 'northwind', 'northwind'])
  })

  it('still owes the news of someone who changed again while it was being told', async () => {
    const people = await open()
    const told = people.add('northwind', details)
    people.change('northwind', told.id, { status: 'deactivated' })
    people.markTold('northwind', [told])
    expect(people.untold('northwind')).toHaveLength(1)
  })

  it('goes on where it was after a restart, with what it still has to tell', async () => {
    const before = await open()
    const hired = before.add('northwind', details)
    await before.flush()
    const after = await open()
    expect(after.find('northwind', hired.id)).toEqual(hired)
    expect(after.untold('northwind')).toEqual([hired])
    expect(after.list('tailspin')).toEqual(before.list('tailspin'))
  })

  it('forgets a scheduled end when someone comes back', async () => {
    const people = await open()
    const hired = people.add('northwind', details)
    people.change('northwind', hired.id, { endDate: '2026-12-01' })
    people.change('northwind', hired.id, { status: 'deactivated' })
    expect(people.change('northwind', hired.id, { status: 'active' })).not.toHaveProperty('endDate')
  })
})
