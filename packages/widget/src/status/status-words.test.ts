import { type PersonStatusReport, syncStatuses } from '@plumm/entra-shared'
import { expect, it } from 'vitest'
import { createFormats } from '../messages/formats.ts'
import { status } from '../messages/en-gb/status.ts'
import { badgeFor } from './badge-for.ts'
import { wordFor } from './status-words.ts'

const words = status(createFormats('en-GB', () => 0))
const report = (more: Partial<PersonStatusReport>): PersonStatusReport => ({
  personId: 'p-1',
  status: 'synced',
  problems: [],
  ...more,
})

it('tells every status apart by its word, and by its icon too', () => {
  expect(new Set(syncStatuses.map((is) => wordFor(report({ status: is }), words))).size).toBe(syncStatuses.length)
  expect(new Set(syncStatuses.map((is) => badgeFor[is].icon)).size).toBe(syncStatuses.length)
})

it('says who has to act on someone who is blocked, where it is known', () => {
  expect(wordFor(report({ status: 'blocked', actor: 'hr' }), words)).toBe('Needs HR')
  expect(wordFor(report({ status: 'blocked', actor: 'it' }), words)).toBe('Needs IT')
  expect(wordFor(report({ status: 'blocked' }), words)).toBe('Blocked')
})
