import { defaultFieldMapping, everyone, nobodyExcluded } from '@plumm/entra-shared'
import { expect, it } from 'vitest'
import { added, countryNamed, reachOf, readReach } from './reach-draft.ts'

const pilot = { ...everyone, people: ['p-1'] }

it('reads back what it was made from', () => {
  for (const scope of [everyone, pilot]) {
    expect(readReach(reachOf({ scope, exclusions: nobodyExcluded }))).toEqual({ scope, exclusions: nobodyExcluded })
  }
})

it('takes “only some” with nobody named for a mistake, not for everyone', () => {
  expect(readReach({ ...reachOf(defaultFieldMapping), isEveryone: false })).toBeNull()
})

it('leaves what was named aside while everyone is chosen', () => {
  expect(readReach({ ...reachOf({ ...defaultFieldMapping, scope: pilot }), isEveryone: true })?.scope).toEqual(everyone)
})

it('puts a name on a list once', () => {
  expect(added(['Sales'], 'Support')).toEqual(['Sales', 'Support'])
  expect(added(['Sales'], 'sales')).toBe('already-there')
  expect(added(Array.from({ length: 500 }, String), 'one more')).toBe('full')
})

it.each([
  ['Portugal', 'PT'],
  [' portugal ', 'PT'],
  ['pt', 'PT'],
  ['Atlantis', null],
  ['', null],
])('knows the country “%s” as %s', (text, code) => {
  const names = new Intl.DisplayNames('en-GB', { type: 'region' })
  expect(countryNamed(text, (letters) => names.of(letters) ?? letters)).toBe(code)
})
