import { describe, expect, it } from 'vitest'
import type { PeopleConcerned } from '@plumm/entra-shared'
import type { GraphFailure } from '../graph/failure.ts'
import type { GraphResult } from '../graph/graph.ts'
import type { Organization } from '../graph/organization.ts'
import type { Concerned } from '../sync/concerned.ts'
import {
  type Provisioning,
  apiProvisioning,
  clashingAccounts,
  consent,
  emailStructure,
  onPremisesSync,
} from './readiness-checks.ts'

const roles = ['User.ReadWrite.All', 'User.Read.All']
const token = { ok: true, token: 't', roles, expiresAt: 0 } as const
const ids = { requestId: 'r', clientRequestId: 'c' }
const refused = (failure: GraphFailure) => ({ ok: false, failure, ...ids }) as const
const people = (count: number, reason: PeopleConcerned['first'][number]['reason']): Concerned => ({
  is: 'seen',
  people: { count, first: [{ personId: 'ana', name: 'Ana Ruiz', reason }] },
})
const nobody: Concerned = { is: 'seen', people: null }
const organization = (isSyncedFromOnPremises: boolean): GraphResult<Organization> => ({
  ok: true,
  value: {
    id: 't',
    displayName: 'Contoso',
    defaultDomain: 'contoso.com',
    initialDomain: 'contoso.onmicrosoft.com',
    verifiedDomains: ['contoso.com'],
    isSyncedFromOnPremises,
  },
  ...ids,
})

describe('whether Microsoft lets us write', () => {
  it.each<[string, Provisioning | null, string]>([
    ['not connected', null, 'unknown'],
    ['nobody with that id: the answer of one who may', { token, write: refused({ is: 'not-found' }) }, 'ok'],
    ['a token without roles', { token: { ...token, roles: [] }, write: null }, 'fail'],
    ['a token with too few', { token: { ...token, roles: ['User.Read.All'] }, write: null }, 'fail'],
    ['granted and yet refused', { token, write: refused({ is: 'permission-missing-or-protected' }) }, 'fail'],
    ['told to slow down', { token, write: refused({ is: 'throttled', retryAfterMs: 1 }) }, 'unknown'],
    ['an outage', { token, write: refused({ is: 'unavailable', outcomeUnknown: true }) }, 'unknown'],
    ['no token for now', { token: { ok: false, failure: { is: 'unavailable' } }, write: null }, 'unknown'],
    ['a directory that is gone', { token: { ok: false, failure: { is: 'tenant-gone' } }, write: null }, 'fail'],
    ['a key that has ended', { token: { ok: false, failure: { is: 'secret-expired' } }, write: null }, 'fail'],
  ])('%s', (_, seen, result) => {
    const check = apiProvisioning(seen)
    expect(check.result).toBe(result)
    // Whoever reads that something is wrong reads what to do.
    expect(check.remedy !== undefined).toBe(result !== 'ok' && seen !== null)
  })
})

describe('the people in the way', () => {
  it.each([
    [
      emailStructure(people(1, 'domain-not-verified'), true),
      'warn',
      'it',
      /^The address of one person cannot be a sign/,
    ],
    [emailStructure(people(14, 'bad-characters'), true), 'warn', 'hr', /^The addresses of 14 people cannot be sign/],
    [emailStructure(nobody, true), 'ok', 'nobody', /^Every address can be a sign-in name in Entra\.$/],
    [emailStructure(nobody, false), 'ok', 'nobody', /domains are verified shows once you are connected\.$/],
    [emailStructure({ is: 'not-yet' }, true), 'unknown', 'nobody', /preview has been worked out/],
    [clashingAccounts(null), 'unknown', 'nobody', /as soon as you are connected/],
    [clashingAccounts(people(1, 'holds-a-role')), 'warn', 'hr', /^The address of one person is held/],
    [clashingAccounts(people(2, 'address-taken')), 'warn', 'hr', /^The addresses of 2 people are held/],
    [onPremisesSync(null, nobody), 'unknown', 'nobody', /as soon as you are connected/],
    [onPremisesSync(organization(false), nobody), 'ok', 'nobody', /managed in Entra itself/],
    [onPremisesSync(organization(true), nobody), 'ok', 'nobody', /none of them belongs to anyone in Plumm/],
    [onPremisesSync(organization(true), { is: 'not-yet' }), 'unknown', 'nobody', /preview has been worked out/],
    [onPremisesSync(organization(true), people(2, 'mastered-on-premises')), 'warn', 'it', /^2 people’s accounts are/],
    // Who they are is known from the plan, whatever Microsoft says of the tenant.
    [
      onPremisesSync(refused({ is: 'unavailable', outcomeUnknown: false }), people(1, 'mastered-on-premises')),
      'warn',
      'it',
      /^One person’s account is/,
    ],
    [onPremisesSync(refused({ is: 'unavailable', outcomeUnknown: false }), nobody), 'unknown', 'nobody', /just now/],
  ] as const)('%# are told in a sentence, with who acts', ({ result, actor, detail }, expected, who, words) => {
    expect([result, actor]).toEqual([expected, who])
    expect(detail).toMatch(words)
  })
})

it('says by a code what it found, so that a widget can say it in another language', () => {
  expect(emailStructure(people(1, 'domain-not-verified'), true).finding).toBe('addresses-of-other-domains')
  expect(emailStructure(nobody, false).finding).toBe('addresses-fine-domains-unknown')
  expect(clashingAccounts(null).finding).toBe('clashes-to-come')
})

it('names the permissions that are missing, and only the required ones', () => {
  expect(consent(roles).result).toBe('ok')
  expect(consent(['RoleManagement.Read.Directory'])).toMatchObject({
    result: 'fail',
    finding: 'consent-missing',
    about: ['User.ReadWrite.All', 'User.Read.All'],
    detail: 'Not granted: User.ReadWrite.All, User.Read.All.',
    remedy: expect.stringContaining('Reconnect'),
  })
})
