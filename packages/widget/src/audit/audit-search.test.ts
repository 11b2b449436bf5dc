import { expect, it } from 'vitest'
import { auditFilterFromSearch, auditFilterToSearch } from './audit-search.ts'

it.each<[what: string, search: string, filter: ReturnType<typeof auditFilterFromSearch>]>([
  ['nothing', '', {}],
  ['a person', 'personId=p-1', { personId: 'p-1' }],
  ['signs that mean something in an address', 'q=Ana+%26+Tom+%3D+100+%25', { q: 'Ana & Tom = 100 %' }],
  [
    'all there is',
    'action=user.suspended&from=2026-11-01T00%3A00%3A00.000Z&kind=access&outcome=failed&personId=p%2F1&q=Ana&to=2026-11-08T00%3A00%3A00.000Z',
    {
      action: 'user.suspended',
      from: '2026-11-01T00:00:00.000Z',
      kind: 'access',
      outcome: 'failed',
      personId: 'p/1',
      q: 'Ana',
      to: '2026-11-08T00:00:00.000Z',
    },
  ],
])('goes into an address and comes back: %s', (_, search, filter) => {
  expect(auditFilterToSearch(filter)).toBe(search)
  expect(auditFilterFromSearch(search)).toEqual(filter)
})

it.each<[what: string, search: string]>([
  ['an outcome nobody knows', 'outcome=dancing'],
  ['a kind of an object', 'kind=constructor'],
  ['a day that is none', 'from=2026-13-41T00:00:00Z&to=soon'],
  ['an endless text', `q=${'x'.repeat(201)}`],
  ['an empty person', 'personId='],
  ['somebody else’s parameters', 'page=3&cursor=abc&limit=9999&__proto__=1'],
])('leaves out %s', (_, search) => {
  expect(auditFilterFromSearch(`${search}&action=user.created`)).toEqual({ action: 'user.created' })
})

it('leaves out of an address what is not chosen', () => {
  expect(auditFilterToSearch({ q: '', personId: undefined, kind: 'log' })).toBe('kind=log')
})
