import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seedPeople } from '../seed/people.ts'
import { type PeopleStore, openPeopleStore } from './people-store.ts'
import type { AccessChange } from './person.ts'

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
    expect(people.edit('northwind', hired.id, { ...details, role: 'Baker' })).toMatchObject({ version: 2 })
    expect(people.changeAccess('northwind', [hired.id], { status: 'deactivated' })).toMatchObject([
      { version: 3, role: 'Baker' },
    ])
    expect(people.untold('northwind').map(({ version }) => version)).toEqual([3])
    expect(people.untold('tailspin')).toEqual([])
    expect(changed).toEqual(['northwind', 'northwind', 'northwind'])
  })

  it('still owes the news of someone who changed again while it was being told', async () => {
    const people = await open()
    const told = people.add('northwind', details)
    people.changeAccess('northwind', [told.id], { status: 'deactivated' })
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

  it('changes several people at once, and tells of them together', async () => {
    const changed: string[] = []
    const people = await open(changed)
    const schedule = { endDate: '2026-12-24', endReason: 'Redundancy' } as const
    expect(people.changeAccess('northwind', ['nw-002', 'nw-003', 'nw-002'], schedule)).toMatchObject([
      { id: 'nw-002', version: 2, ...schedule },
      { id: 'nw-003', version: 2, ...schedule },
    ])
    expect(changed).toEqual(['northwind'])
    expect(people.untold('northwind').map(({ id }) => id)).toEqual(['nw-002', 'nw-003'])
  })

  it('changes nobody when one of them works elsewhere', async () => {
    const changed: string[] = []
    const people = await open(changed)
    expect(people.changeAccess('northwind', ['nw-002', 'ts-001'], { status: 'deactivated' })).toBeUndefined()
    expect(people.find('northwind', 'nw-002')).toMatchObject({ status: 'active', version: 1 })
    expect(changed).toEqual([])
  })

  it('has no news of people for whom an action changes nothing', async () => {
    const changed: string[] = []
    const people = await open(changed)
    const { id } = people.add('northwind', details)
    const change = (access: AccessChange) => people.changeAccess('northwind', [id], access)?.[0]?.version
    const schedule = { endDate: '2026-12-24', endReason: 'Retirement' } as const
    expect([change({ endDate: null }), change({ status: 'active' })]).toEqual([1, 1])
    expect([change(schedule), change(schedule)]).toEqual([2, 2])
    expect([change({ status: 'deactivated' }), change({ status: 'deactivated' }), change(schedule)]).toEqual([3, 3, 3])
    expect(changed).toHaveLength(3)
  })

  it('forgets a scheduled end and its reason when it is cancelled, and when someone comes back', async () => {
    const people = await open()
    const { id } = people.add('northwind', details)
    for (const back of [{ endDate: null }, { status: 'active' }] as const) {
      people.changeAccess('northwind', [id], { endDate: '2026-12-01', endReason: 'Resignation' })
      const [person] = people.changeAccess('northwind', [id], back) ?? []
      expect(person).not.toHaveProperty('endDate')
      expect(person).not.toHaveProperty('endReason')
    }
  })

  it('keeps the reason while HR edits other things, and not for another day', async () => {
    const people = await open()
    const { id } = people.add('northwind', details)
    people.changeAccess('northwind', [id], { endDate: '2026-12-01', endReason: 'Resignation' })
    expect(people.edit('northwind', id, { ...details, endDate: '2026-12-01', role: 'Baker' })).toMatchObject({
      endReason: 'Resignation',
    })
    expect(people.edit('northwind', id, { ...details, endDate: '2026-12-31' })).not.toHaveProperty('endReason')
  })
})
