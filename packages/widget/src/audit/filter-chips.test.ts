import type { AuditFilter } from '@plumm/entra-shared'
import { expect, it } from 'vitest'
import { audit } from '../messages/en-gb/audit.ts'
import { lists } from '../messages/en-gb/lists.ts'
import { createFormats } from '../messages/formats.ts'
import { filterChips, isFiltered, without } from './filter-chips.ts'

const formats = createFormats('en-GB', () => 0)
const words = { audit: audit(formats), log: lists(formats).log }
const chips = (filter: AuditFilter, name: string | null = null) =>
  filterChips(filter, words, name).map(({ text }) => text)

it.each<[AuditFilter, string[]]>([
  [{}, []],
  [{ q: 'Ana' }, []],
  [{ kind: 'access' }, ['Sign-in: suspended, enabled, signed out']],
  [{ action: 'user.suspended', outcome: 'failed' }, ['Suspended only', 'Failed']],
  [
    { from: new Date(2026, 10, 24).toISOString(), to: new Date(2026, 10, 26).toISOString() },
    ['From 24 Nov 2026', 'Until 25 Nov 2026'],
  ],
])('says in words what %j filters for', (filter, texts) => {
  expect(chips(filter)).toEqual(texts)
})

it('names the person where the log does', () => {
  expect(chips({ personId: 'p-1' }, 'Ana Ruiz')).toEqual(['Ana Ruiz'])
  expect(chips({ personId: 'p-1' })).toEqual(['This person only'])
})

it('takes one part off and leaves the others', () => {
  expect(without({ kind: 'log', q: 'Ana' }, 'kind')).toEqual({ q: 'Ana' })
})

it('takes a filter of nothing but spaces for none', () => {
  expect(isFiltered({ q: ' ', personId: undefined })).toBe(false)
  expect(isFiltered({ q: 'a' })).toBe(true)
})
