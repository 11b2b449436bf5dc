import { expect, it } from 'vitest'
import { whyNotNow } from './erase.ts'

type Traces = Parameters<typeof whyNotNow>[0]
const person = (changes: Partial<NonNullable<Traces['person']>> = {}): NonNullable<Traces['person']> => ({
  status: 'deactivated',
  version: 2,
  syncStatus: 'suspended',
  isOwedALook: false,
  ...changes,
})
const link = { entraUserId: 'e-1', revokeOwed: false }

const words = { may: /^may$/, active: /active in Plumm/, 'not-locked-out': /has not finished locking/ }

it.each<[what: string, traces: Partial<Traces>, answer: keyof typeof words]>([
  ['a leaver who is suspended', { person: person(), link }, 'may'],
  ['a leaver who never had an account', { person: person({ syncStatus: 'synced' }) }, 'may'],
  ['somebody deleted in Plumm', { person: person({ status: 'deleted' }), link }, 'may'],
  ['a leaver whom the sync leaves alone', { person: person({ syncStatus: 'excluded' }), link }, 'may'],
  ['somebody of an earlier connection', { link }, 'may'],
  ['somebody whom only the log knows', {}, 'may'],
  ['somebody employed', { person: person({ status: 'active', syncStatus: 'synced' }), link }, 'active'],
  ['a leaver who is about to be looked at', { person: person({ isOwedALook: true }), link }, 'not-locked-out'],
  ['a leaver who is held', { person: person({ syncStatus: 'held' }), link }, 'not-locked-out'],
  ['a leaver who is blocked', { person: person({ syncStatus: 'blocked' }), link }, 'not-locked-out'],
  ['a leaver who is not signed out yet', { person: person(), link: { ...link, revokeOwed: true } }, 'not-locked-out'],
  ['a link whose sessions are not revoked', { link: { ...link, revokeOwed: true } }, 'not-locked-out'],
  ['an account that may have been made', { hasPendingCreate: true }, 'not-locked-out'],
])('%s: %s', (_what, traces, answer) => {
  const obstacle = whyNotNow({ person: null, link: null, hasPendingCreate: false, names: [], ...traces })
  expect(obstacle ?? 'may').toMatch(words[answer])
})
