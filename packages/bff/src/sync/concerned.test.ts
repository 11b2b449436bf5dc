import { type Person, defaultFieldMapping, defaultSettings } from '@plumm/entra-shared'
import { expect, it } from 'vitest'
import { NOW, anaInPlumm } from '../../test/situations.ts'
import { type BeforeConnecting, addressProblem, addressesConcerned } from './concerned.ts'

const given: BeforeConnecting = {
  fieldMapping: defaultFieldMapping,
  settings: defaultSettings,
  verifiedDomains: null,
  now: NOW,
}

it.each<[string, Partial<Person>, Partial<BeforeConnecting>, ReturnType<typeof addressProblem>]>([
  ['an address like any other', {}, {}, null],
  ['a plus sign', { email: 'ana+hr@contoso.com' }, {}, 'bad-characters'],
  ['an accent', { email: 'aña@contoso.com' }, {}, 'bad-characters'],
  ['a long name', { email: `${'a'.repeat(65)}@contoso.com` }, {}, 'too-long'],
  ['no address', { email: 'ana' }, {}, 'bad-email'],
  ['any domain, while none is known', { email: 'ana@elsewhere.com' }, {}, null],
  [
    'a domain that is not verified',
    { email: 'ana@elsewhere.com' },
    { verifiedDomains: ['contoso.com'] },
    'domain-not-verified',
  ],
  ['a verified domain, in capitals', { email: 'ana@CONTOSO.com' }, { verifiedDomains: ['contoso.com'] }, null],
  ['somebody who has left', { email: 'ana+hr@contoso.com', status: 'deactivated' }, {}, null],
  [
    'somebody the sync is not for',
    { email: 'ana+hr@contoso.com' },
    { fieldMapping: { ...defaultFieldMapping, scope: { ...defaultFieldMapping.scope, people: ['tom'] } } },
    null,
  ],
  ['another value that is wrong', { phone: 'call me' }, {}, null],
])('%s', (_, person, special, problem) => {
  expect(addressProblem(anaInPlumm(person), { ...given, ...special })).toBe(problem)
})

it('names who it is', () => {
  expect(addressesConcerned([anaInPlumm({ email: 'ana+hr@contoso.com' }), anaInPlumm({ id: 'bea' })], given)).toEqual([
    { personId: 'ana', name: 'Ana Ruiz', reason: 'bad-characters' },
  ])
})
