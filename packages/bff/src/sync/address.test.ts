import { SIGN_IN_NAME } from '@plumm/entra-shared'
import { describe, expect, it } from 'vitest'
import { anaInEntra, anaInPlumm, linkedSituation, situation } from '../../test/situations.ts'
import { comesFirst } from './address.ts'
import { plan } from './plan.ts'
import { type Chain, type OtherHolder, type Situation, noCandidates } from './situation.ts'

/** Ana's email in Plumm is now Tom's address, and this is who has it in Entra. */
function wantsToms(holder: Partial<OtherHolder> | null, rest: Partial<Situation> = {}): Situation {
  const toms = anaInEntra({
    id: 'entra-tom',
    displayName: 'Tom Lee',
    fields: { userPrincipalName: 'tom.lee@contoso.com' },
  })
  const linkedToOthers = new Map(holder ? [['entra-tom', { personId: 'tom', givesUpAddress: true, ...holder }]] : [])
  return {
    ...linkedSituation({ person: { email: 'tom.lee@contoso.com' } }),
    candidates: { ...noCandidates, bySignInName: [toms], linkedToOthers },
    ...rest,
  }
}
const circle: Chain = { personIds: ['ana', 'tom'], isCircle: true }

describe('an address that another account has', () => {
  it('is waited for when its holder gives it up; the rest of the person is brought into step', () => {
    const result = plan(wantsToms({}, { addressChain: { personIds: ['ana', 'tom'], isCircle: false } }))
    expect(result).toMatchObject({ steps: [], verdict: { is: 'wait', reason: 'waiting-for-address' } })
    const withRole = wantsToms({})
    const changed = plan({ ...withRole, person: { ...withRole.person, role: 'Lead' } })
    expect(changed.steps).toMatchObject([{ is: 'update', changes: [{ field: 'jobTitle' }] }])
  })

  it('is IT’s matter when its holder keeps it, and named', () => {
    for (const holder of [null, { givesUpAddress: false }]) {
      expect(plan(wantsToms(holder))).toMatchObject({
        steps: [],
        verdict: { is: 'block', reason: 'address-taken', actor: 'it' },
        problems: [{ field: SIGN_IN_NAME, conflict: { entraUserId: 'entra-tom', name: 'Tom Lee' } }],
      })
    }
  })

  it('is IT’s matter when it is an alias: no change of a sign-in name gives that up', () => {
    const given = wantsToms({})
    const { bySignInName, ...candidates } = given.candidates
    const alias = { ...candidates, bySignInName: [], byOtherAddress: bySignInName }
    expect(plan({ ...given, candidates: alias }).verdict).toMatchObject({ reason: 'address-taken' })
  })

  it('is exchanged through a temporary name on the tenant’s own domain, by the first of the circle only', () => {
    const first = plan(wantsToms({}, { addressChain: circle }))
    expect(first).toMatchObject({
      steps: [
        { is: 'update', stepsAside: true, changes: [{ after: 'plumm-moving-entraana@contoso.onmicrosoft.com' }] },
      ],
      verdict: { is: 'wait', reason: 'waiting-for-address' },
    })
    const other = { ...circle, personIds: ['ana', 'abe'] }
    expect(plan(wantsToms({}, { addressChain: other })).steps).toEqual([])
  })

  it('whoever has stepped aside stays there until it is their turn, also after a crash', () => {
    const aside = { fields: { userPrincipalName: 'plumm-moving-entraana@contoso.onmicrosoft.com' } }
    const given = wantsToms({}, { addressChain: circle, account: anaInEntra(aside) })
    expect(plan(given)).toMatchObject({ steps: [], verdict: { is: 'wait' } })
    expect(plan({ ...given, candidates: noCandidates, addressChain: null }).steps).toMatchObject([
      { is: 'update', changes: [{ field: SIGN_IN_NAME, after: 'tom.lee@contoso.com' }] },
    ])
  })

  it('somebody who has no account yet waits as well, and steps nowhere', () => {
    const given = wantsToms({}, { addressChain: { personIds: ['ana', 'tom'], isCircle: false } })
    const hire = situation({ person: anaInPlumm({ email: 'tom.lee@contoso.com' }), candidates: given.candidates })
    expect(plan(hire)).toMatchObject({ steps: [], verdict: { is: 'wait', reason: 'waiting-for-address' } })
    const kept = {
      ...given.candidates,
      linkedToOthers: new Map([['entra-tom', { personId: 'tom', givesUpAddress: false }]]),
    }
    expect(plan({ ...hire, candidates: kept }).verdict).toMatchObject({ is: 'block', reason: 'address-taken' })
  })

  it('that two people have in Plumm is nobody’s new one until HR has decided', () => {
    expect(plan(wantsToms({}, { emailBelongsToOther: true }))).toMatchObject({
      steps: [],
      verdict: { is: 'block', reason: 'same-email-as-another', actor: 'hr' },
    })
  })
})

describe('of two people with one email', () => {
  const email = 'tom.lee@contoso.com'
  const claims = {
    holder: { id: 'z', link: { email } },
    linked: { id: 'b', link: { email: 'b@contoso.com' } },
    other: { id: 'c', link: { email: 'c@contoso.com' } },
    newcomer: { id: 'a', link: null },
  }
  it.each([
    ['whoever has it already', claims.holder, claims.linked],
    ['then somebody with an account', claims.linked, claims.newcomer],
    ['then by id', claims.linked, claims.other],
  ])('%s comes first', (_, first, second) => {
    expect(comesFirst(first, second, email)).toBe(true)
    expect(comesFirst(second, first, email)).toBe(false)
  })
})
