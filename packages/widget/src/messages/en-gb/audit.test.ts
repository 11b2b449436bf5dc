import { type AuditEntry, type AuditOutcome, auditActions, auditOutcomes } from '@plumm/entra-shared'
import { expect, it } from 'vitest'
import { createFormats } from '../formats.ts'
import { textOf } from '../sentence.ts'
import { audit } from './audit.ts'

const { sentenceFor } = audit(createFormats('en-GB', () => Date.parse('2026-11-24T14:32:00Z')))
const entry = (action: AuditEntry['action'], more: Partial<AuditEntry> = {}): AuditEntry => ({
  seq: 1,
  at: '2026-11-24T14:30:00.000Z',
  action,
  outcome: 'succeeded',
  actor: { kind: 'plumm', name: null },
  personId: 'p-1',
  personName: 'Ana Ruiz',
  entraUserId: 'e-1',
  changes: [],
  reason: null,
  intentSeq: null,
  clientRequestId: null,
  graphRequestId: null,
  hash: 'h',
  ...more,
})
const read = (action: AuditEntry['action'], more: Partial<AuditEntry> = {}) => textOf(sentenceFor(entry(action, more)))

it.each(auditActions.flatMap((action) => auditOutcomes.map((outcome) => [action, outcome] as const)))(
  'has a whole sentence for %s that was %s',
  (action, outcome) => {
    expect(read(action, { outcome })).toMatch(/^[A-Z].*\.$/)
  },
)

it.each<[AuditOutcome, string]>([
  ['intended', 'About to suspend Ana Ruiz in Entra.'],
  ['succeeded', 'Suspended Ana Ruiz in Entra.'],
  ['failed', 'Could not suspend Ana Ruiz in Entra. Microsoft did not answer.'],
  ['unknown', 'May have suspended Ana Ruiz in Entra. Microsoft’s answer was lost, so we look again.'],
])('says how far a write got when it was %s', (outcome, sentence) => {
  expect(read('user.suspended', { outcome, ...(outcome === 'failed' ? { reason: 'unavailable' } : {}) })).toBe(sentence)
})

it('tells drift with the value found and the value restored', () => {
  const changes = [{ field: 'jobTitle', before: 'Intern', after: 'Engineer' }]
  expect(read('drift.corrected', { personName: 'Tom Lee', changes })).toBe(
    'Put back Tom Lee’s job title: someone changed it in Entra to Intern; it is Engineer again.',
  )
  expect(read('drift.corrected', { changes: [{ field: 'jobTitle', before: null, after: 'Engineer' }] })).toBe(
    'Put back Ana Ruiz’s job title: someone emptied it in Entra; it is Engineer again.',
  )
})

it('says who somebody’s manager is now', () => {
  const changes = [{ field: 'manager', before: null, after: 'Jo Park' }]
  expect(read('user.reference-changed', { changes })).toBe('Set Ana Ruiz’s manager in Entra to Jo Park.')
  expect(read('user.reference-changed', { changes, outcome: 'intended' })).toBe(
    'About to set Ana Ruiz’s manager in Entra to Jo Park.',
  )
  const removal = [{ field: 'manager', before: 'Jo Park', after: null }]
  expect(read('user.reference-changed', { changes: removal })).toBe('Removed Ana Ruiz’s manager in Entra.')
  const drift = [{ field: 'manager', before: 'Somebody Else', after: 'Jo Park' }]
  expect(read('drift.corrected', { changes: drift })).toBe(
    'Put back Ana Ruiz’s manager: someone changed it in Entra to Somebody Else; it is Jo Park again.',
  )
})

it('speaks of someone whose data was erased without a name', () => {
  expect(read('user.updated', { personName: null })).toBe('Updated an erased person in Entra.')
})

it('does not guess what a change was whose values were erased', () => {
  const changes = [{ field: 'manager', before: null, after: null, isErased: true as const }]
  expect(read('user.reference-changed', { changes })).toBe('Changed Ana Ruiz’s manager in Entra (name erased).')
  expect(read('drift.corrected', { changes })).toBe('Put back Ana Ruiz in Entra, where someone changed synced fields.')
})

it('tells what became of the log itself', () => {
  const jo = { actor: { kind: 'plumm-user' as const, name: 'Jo Park' }, personName: null }
  expect(read('person.erased', jo)).toBe('Jo Park erased the data of someone who left.')
  expect(read('person.erased', { ...jo, actor: { kind: 'operator', name: null } })).toBe(
    'Plumm’s operator erased the data of someone who left.',
  )
  expect(read('audit.exported', jo)).toBe('Jo Park exported this log.')
  expect(read('audit.sealed')).toBe('Sealed this log and removed its oldest entries.')
})

it('counts the people of a wave that is held', () => {
  const changes = [{ field: 'people', before: null, after: '14' }]
  expect(read('user.held', { personId: null, personName: null, outcome: 'held', changes })).toBe(
    'On hold: 14 people at once.',
  )
})

it('says what of the permissions is different', () => {
  const changes = [
    { field: 'RoleManagement.Read.Directory', before: 'granted', after: 'not-granted' },
    { field: 'User.Read.All', before: 'not-granted', after: 'granted' },
  ]
  expect(read('permissions.changed', { changes })).toBe(
    'Permissions changed in Microsoft Entra: RoleManagement.Read.Directory is no longer granted and User.Read.All is granted.',
  )
})
