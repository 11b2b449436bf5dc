import { describe, expect, it } from 'vitest'
import type { PlummPerson } from '../plumm/person.ts'
import { accessInWords, whoInWords } from './access-words.ts'

const now = new Date('2026-11-24T09:00:00Z')
const ana: PlummPerson = {
  id: 'ana',
  version: 1,
  status: 'active',
  email: 'ana@contoso.com',
  firstName: 'Ana',
  lastName: 'Ruiz',
  createdAt: '2026-11-24T09:00:00Z',
}

describe('what stands beside a name', () => {
  it.each<[Partial<PlummPerson>, string | undefined]>([
    [{}, undefined],
    [{ endDate: '2026-11-30' }, 'Access ends on 30 Nov 2026'],
    [{ endDate: '2026-11-03' }, 'Access ended on 3 Nov 2026'],
    [{ status: 'deactivated' }, 'Deactivated'],
  ])('for %o is %s', (change, words) => {
    expect(accessInWords({ ...ana, ...change }, now)).toBe(words)
  })
})

it('names one person, and counts more', () => {
  expect([whoInWords([ana]), whoInWords([ana, ana])]).toEqual(['Ana Ruiz', '2 people'])
})
