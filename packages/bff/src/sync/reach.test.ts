import { type FieldMapping, defaultFieldMapping } from '@plumm/entra-shared'
import { describe, expect, it } from 'vitest'
import { NOW, anaInEntra, linkedSituation, situation } from '../../test/situations.ts'
import { plan } from './plan.ts'
import { type Situation, noCandidates } from './situation.ts'

const mapping = (changes: Partial<Pick<FieldMapping, 'scope' | 'exclusions'>>): FieldMapping => ({
  ...defaultFieldMapping,
  ...changes,
})
const scope = (named: Partial<FieldMapping['scope']>) => mapping({ scope: { ...defaultFieldMapping.scope, ...named } })
const excluding = (named: Partial<FieldMapping['exclusions']>) =>
  mapping({ exclusions: { people: [], accounts: [], ...named } })
const leaver = { person: { status: 'deactivated' as const } }

describe('someone out of scope', () => {
  const fieldMapping = scope({ departments: ['Sales'] })

  it('is left alone, with or without an account', () => {
    for (const given of [situation(), linkedSituation({ account: { fields: { jobTitle: 'Intern' } } })]) {
      expect(plan({ ...given, fieldMapping })).toMatchObject({
        kind: 'none',
        steps: [],
        verdict: { is: 'left-alone', reason: 'out-of-scope', actor: 'nobody' },
      })
    }
  })

  it('who leaves with an account that Plumm linked is asked about, and never forgotten inside', () => {
    const asked = { ...linkedSituation(leaver), fieldMapping }
    expect(plan(asked)).toMatchObject({ steps: [], verdict: { is: 'hold', reason: 'leaver-account-alive' } })
    const answer = (choice: 'suspend' | 'skip') => ({
      ...asked,
      answers: [{ reason: 'leaver-account-alive' as const, choice }],
    })
    expect(plan(answer('suspend')).steps.map(({ is }) => is)).toEqual(['suspend', 'revoke-sessions'])
    expect(plan(answer('skip')).verdict).toMatchObject({ is: 'left-alone', reason: 'out-of-scope' })
  })

  it('is still signed out where that is owed from before', () => {
    const given = linkedSituation({ ...leaver, account: { isEnabled: false }, link: { revokeOwed: true } })
    expect(plan({ ...given, fieldMapping }).steps).toEqual([{ is: 'revoke-sessions' }])
  })
})

describe('someone in scope', () => {
  it.each<[string, FieldMapping, Partial<Situation['person']>]>([
    ['by department, in any case', scope({ departments: ['platform'] }), {}],
    ['by country', scope({ countries: ['PT'] }), { location: { country: 'PT' } }],
    [
      'by every criterion that is named',
      scope({ departments: ['Platform'], offices: ['Lisbon'] }),
      { location: { office: 'Lisbon' } },
    ],
    ['by the pilot list, whatever the department', scope({ departments: ['Sales'], people: ['ana'] }), {}],
  ])('%s', (_, fieldMapping, person) => {
    const given = linkedSituation({ person, account: { fields: { jobTitle: 'Intern' } } })
    expect(plan({ ...given, fieldMapping }).kind).toBe('update')
  })

  it.each<[string, FieldMapping, Partial<Situation['person']>]>([
    [
      'of two criteria only one fits',
      scope({ departments: ['Platform'], offices: ['Porto'] }),
      { location: { office: 'Lisbon' } },
    ],
    ['the value is no text', scope({ countries: ['PT'] }), { location: 7 }],
    ['there is a pilot list, and they are not on it', scope({ people: ['tom'] }), {}],
  ])('not where %s', (_, fieldMapping, person) => {
    expect(plan({ ...linkedSituation({ person }), fieldMapping }).verdict).toMatchObject({ reason: 'out-of-scope' })
  })
})

describe('someone excluded', () => {
  it.each<[string, FieldMapping]>([
    ['by their id in Plumm', excluding({ people: ['ana'] })],
    ['by sign-in name', excluding({ accounts: ['Ana.Ruiz@contoso.com'] })],
    ['by object id', excluding({ accounts: ['entra-ana'] })],
  ])('%s is never touched', (_, fieldMapping) => {
    const unlinked = situation({ candidates: { ...noCandidates, bySignInName: [anaInEntra()] } })
    for (const given of [unlinked, linkedSituation({ account: { fields: { jobTitle: 'Intern' } } })]) {
      expect(plan({ ...given, fieldMapping })).toMatchObject({
        steps: [],
        verdict: { is: 'left-alone', reason: 'excluded' },
      })
    }
  })

  it('who leaves is not suspended, and IT is told', () => {
    expect(plan({ ...linkedSituation(leaver), fieldMapping: excluding({ people: ['ana'] }) })).toMatchObject({
      steps: [],
      verdict: { is: 'left-alone', reason: 'excluded-leaver', actor: 'it' },
    })
  })
})

describe('someone whom Plumm’s directory no longer has', () => {
  const missing = { ...linkedSituation(), missingSince: NOW }
  const answered = (choice: 'suspend' | 'leave') => ({
    ...missing,
    answers: [{ reason: 'not-in-plumm' as const, choice }],
  })

  it('is asked about, and nothing is done meanwhile', () => {
    expect(plan(missing)).toMatchObject({
      kind: 'hold',
      steps: [],
      verdict: { reason: 'not-in-plumm', choices: ['suspend', 'leave'] },
    })
  })

  it('is suspended when an administrator says so, and stays it', () => {
    expect(plan(answered('suspend')).steps.map(({ is }) => is)).toEqual(['suspend', 'revoke-sessions'])
    const suspended = linkedSituation({ account: { isEnabled: false }, link: { suspendedByPlumm: true } })
    expect(plan({ ...suspended, missingSince: NOW })).toMatchObject({ steps: [], verdict: { is: 'in-step' } })
  })

  it('is left alone when an administrator says so, and comes back by itself', () => {
    expect(plan(answered('leave')).verdict).toMatchObject({ is: 'left-alone', reason: 'not-in-plumm' })
    const back = linkedSituation({ account: { isEnabled: false }, link: { suspendedByPlumm: true } })
    expect(plan(back).steps).toEqual([{ is: 'enable' }])
  })

  it('gets no account', () => {
    expect(plan(situation({ missingSince: NOW })).steps).toEqual([])
  })

  it('who has left by HR’s own word is suspended without a question', () => {
    expect(plan({ ...linkedSituation(leaver), missingSince: NOW }).kind).toBe('suspend')
  })
})
