import { type KnownPerson, KnownPeople, PropertyValues } from '@plumm/entra-shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BFF } from '../config-for.ts'
import type { CompanyName } from '../companies.ts'
import { databaseKinds } from '../databases.ts'
import { ana, tom } from '../people.ts'
import { World } from '../world.ts'

describe.each(databaseKinds)('looking people up, on %s', (kind) => {
  let world: World
  beforeAll(async () => {
    world = await World.create(kind)
    const people = [
      { ...tom, department: 'Sales', managerId: 'ana', salary: 52_000 },
      { ...ana, version: 1, status: 'active' as const, department: ' Sales ', location: { city: 'Lisbon', floor: 3 } },
      { ...tom, id: 'old', email: 'a.gone@contoso.com', firstName: 'Gone', status: 'deactivated' as const },
      { ...tom, id: 'zoe', email: 'zoe@contoso.com', firstName: 'Zoë', lastName: 'O’100%_', department: 'Platform' },
    ]
    for (const person of people) world.directory.northwind.set(person.id, person)
    await world.connectToPreview()
  })
  afterAll(() => world.close())

  const find = async (query: string, as: CompanyName = 'northwind'): Promise<KnownPerson[]> => {
    const response = await world.call('GET', `/api/people?${query}`, { as })
    return KnownPeople.parse(await response.json()).people
  }
  const found = async (query: string, as?: CompanyName) => (await find(query, as)).map(({ person }) => person.id)
  const values = async (property: string, as: CompanyName = 'northwind') => {
    const response = await world.call('GET', `/api/people/values?property=${property}`, { as })
    return PropertyValues.parse(await response.json()).values
  }

  it('by name, email or id, whatever the capitals; active people first', async () => {
    expect(await found('')).toEqual(['ana', 'tom', 'zoe', 'old'])
    expect(await found('q=LEE')).toEqual(['tom', 'old'])
    expect(await found('q=ana.ruiz@')).toEqual(['ana'])
    expect(await found('q=old')).toEqual(['old'])
    expect(await found('q=nobody')).toEqual([])
    expect(await found('limit=1')).toEqual(['ana'])
  })

  it('takes a sign of a pattern for what it is', async () => {
    expect(await found(`q=${encodeURIComponent('100%_')}`)).toEqual(['zoe'])
    expect(await found(`q=${encodeURIComponent('%')}`)).toEqual(['zoe'])
  })

  it('hands out what a mapping may read, who the manager is, and nothing else that Plumm may have sent', async () => {
    const [toms] = await find('q=tom')
    expect(toms).toMatchObject({ name: 'Tom Lee', managerName: 'Ana Ruiz', person: { department: 'Sales' } })
    expect(toms?.person).not.toHaveProperty('salary')
    const [anas] = await find('q=ana.ruiz')
    expect(anas).toMatchObject({ managerName: null, person: { location: { city: 'Lisbon' } } })
  })

  it('counts the values of a property, blanks at the ends apart', async () => {
    expect(await values('department')).toEqual([
      { value: 'Sales', people: 2 },
      { value: 'Platform', people: 1 },
    ])
    expect(await values('location.city')).toEqual([{ value: 'Lisbon', people: 1 }])
    expect(await values('entity')).toEqual([])
    expect((await world.call('GET', '/api/people/values?property=salary')).status).toBe(400)
  })

  it('shows another company nobody, and a viewer nothing', async () => {
    expect(await found('', 'tailspin')).toEqual([])
    expect(await values('department', 'tailspin')).toEqual([])
    const token = await world.sessionWith({ permissions: ['status:read'] })
    for (const path of ['/api/people', '/api/people/values?property=role']) {
      const answer = await world.app.request(`${BFF}${path}`, {
        headers: { authorization: `Bearer ${token}` },
      })
      expect(answer.status).toBe(403)
    }
  })
})
