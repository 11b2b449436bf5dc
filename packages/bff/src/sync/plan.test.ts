import { defaultSettings } from '@plumm/entra-shared'
import { describe, expect, it } from 'vitest'
import { NOW, anaInEntra, anaInPlumm, linkedSituation, situation } from '../../test/situations.ts'
import { SETTLE_MS } from './fields.ts'
import { plan } from './plan.ts'
import { type Plan, type Situation, noCandidates } from './situation.ts'

const stepsOf = (result: Plan) => result.steps.map((step) => step.is)
const withCandidate = (account: Parameters<typeof anaInEntra>[0], rest: Partial<Situation> = {}) =>
  situation({
    candidates: { ...noCandidates, bySignInName: [anaInEntra(account)] },
    ...rest,
  })

describe('a person without an account', () => {
  it('gets one when nobody in Entra has their address', () => {
    const result = plan(situation())
    expect(result).toMatchObject({ kind: 'create', verdict: { is: 'in-step' } })
    expect(result.steps).toMatchObject([
      {
        is: 'create',
        isEnabled: true,
        fields: { userPrincipalName: 'ana.ruiz@contoso.com', jobTitle: 'Engineer', mailNickname: 'ana.ruiz' },
      },
    ])
  })

  it('is created ahead of the start date, and may not sign in before it', () => {
    const result = plan(situation({ person: anaInPlumm({ startDate: '2026-12-01' }) }))
    expect(result.steps).toMatchObject([{ is: 'create', isEnabled: false }])
    expect(result.presence).toBe('starts-later')
    expect(result.lookAgainAt).toEqual(new Date('2026-12-01T00:00:00Z'))
  })

  it('is linked to the one account with that sign-in name, and brought into step', () => {
    const result = plan(withCandidate({ fields: { jobTitle: 'Intern' } }))
    expect(result.kind).toBe('link')
    expect(stepsOf(result)).toEqual(['link', 'update'])
  })

  it('is linked though a value is unusable: that blocks its field, not the person', () => {
    const result = plan(withCandidate({}, { person: anaInPlumm({ department: 'x'.repeat(65) }) }))
    expect(result).toMatchObject({
      kind: 'link',
      steps: [{ is: 'link' }],
      verdict: { is: 'block', reason: 'field-problems' },
    })
  })

  it.each<[string, Situation, string]>([
    [
      'found through another address only',
      situation({ candidates: { ...noCandidates, byOtherAddress: [anaInEntra()] } }),
      'match-uncertain',
    ],
    [
      'the employee number contradicts',
      withCandidate({ fields: { employeeId: '77' } }, { person: anaInPlumm({ employeeNumber: '12' }) }),
      'different-person',
    ],
    ['the account holds a directory role', withCandidate({}, { roleHolders: new Set(['entra-ana']) }), 'holds-a-role'],
    [
      'a leaver’s account is still alive',
      withCandidate({}, { person: anaInPlumm({ status: 'deactivated' }) }),
      'leaver-account-alive',
    ],
  ])('asks first when %s', (_, given, reason) => {
    expect(plan(given)).toMatchObject({ kind: 'hold', steps: [], verdict: { is: 'hold', reason } })
  })

  it('does as it was told once somebody has answered', () => {
    const answers = [{ reason: 'different-person' as const, choice: 'link' as const }]
    expect(
      plan(withCandidate({ fields: { employeeId: '77' } }, { person: anaInPlumm({ employeeNumber: '12' }), answers }))
        .kind,
    ).toBe('link')
    expect(
      plan(
        withCandidate(
          {},
          { answers: [{ reason: 'holds-a-role', choice: 'skip' }], roleHolders: new Set(['entra-ana']) },
        ),
      ),
    ).toMatchObject({
      kind: 'none',
      verdict: { is: 'left-alone' },
    })
  })

  it.each<[string, Situation, string, string]>([
    ['the address is not one', situation({ person: anaInPlumm({ email: 'ana at contoso' }) }), 'bad-email', 'hr'],
    [
      'the address has a +, which Entra refuses',
      situation({ person: anaInPlumm({ email: 'ana+work@contoso.com' }) }),
      'bad-characters',
      'hr',
    ],
    [
      'the domain is not verified',
      situation({ person: anaInPlumm({ email: 'ana@elsewhere.example' }) }),
      'domain-not-verified',
      'it',
    ],
    [
      'another person with that email comes first',
      situation({ emailBelongsToOther: true }),
      'same-email-as-another',
      'hr',
    ],
    [
      'there is no name',
      situation({ person: anaInPlumm({ firstName: '', lastName: undefined }) }),
      'name-missing',
      'hr',
    ],
    ['Windows AD owns the account', withCandidate({ isMasteredOnPremises: true }), 'mastered-on-premises', 'it'],
    [
      'the account is somebody else’s',
      situation({
        candidates: {
          ...noCandidates,
          bySignInName: [anaInEntra()],
          linkedToOthers: new Map([['entra-ana', { personId: 'tom', givesUpAddress: false }]]),
        },
      }),
      'address-taken',
      'it',
    ],
  ])('is blocked, with who must act, when %s', (_, given, reason, actor) => {
    expect(plan(given)).toMatchObject({ kind: 'block', steps: [], verdict: { is: 'block', reason, actor } })
  })

  describe('whose address is on a colleague’s account by now', () => {
    const colleagues = {
      ...noCandidates,
      bySignInName: [anaInEntra({ fields: { employeeId: '77' } })],
      linkedToOthers: new Map([['entra-ana', { personId: 'tom', givesUpAddress: false }]]),
    }

    it('is not asked about though the numbers differ: there is no doubt whose the account is', () => {
      const ana = situation({ person: anaInPlumm({ employeeNumber: '12' }), candidates: colleagues })
      expect(plan(ana)).toMatchObject({ kind: 'block', steps: [], verdict: { reason: 'address-taken', actor: 'it' } })
    })

    it('leaves that account alone when they have left: nobody is asked to suspend a colleague', () => {
      const answers = [{ reason: 'leaver-account-alive' as const, choice: 'suspend' as const }]
      for (const given of [{}, { answers }]) {
        const leaver = situation({ person: anaInPlumm({ status: 'deactivated' }), candidates: colleagues, ...given })
        expect(plan(leaver)).toMatchObject({ kind: 'none', steps: [], verdict: { is: 'in-step' } })
      }
    })
  })

  it('never matches a guest: one that holds the address is named to IT', () => {
    expect(plan(withCandidate({ isMember: false }))).toMatchObject({
      kind: 'block',
      steps: [],
      verdict: { reason: 'address-taken', actor: 'it' },
      problems: [{ conflict: { entraUserId: 'entra-ana', name: 'Ana Ruiz' } }],
    })
  })

  it('who left before ever arriving needs nothing', () => {
    expect(plan(situation({ person: anaInPlumm({ status: 'deactivated' }) }))).toMatchObject({
      kind: 'none',
      verdict: { is: 'in-step' },
    })
  })
})

describe('a linked person', () => {
  it('in step needs nothing', () => {
    expect(plan(linkedSituation())).toMatchObject({ kind: 'none', steps: [], verdict: { is: 'in-step' } })
  })

  it('gets only the fields that differ, and a cleared one is cleared', () => {
    const result = plan(linkedSituation({ person: { role: 'Lead', department: '' } }))
    expect(result.steps).toEqual([
      {
        is: 'update',
        changes: [
          { field: 'jobTitle', before: 'Engineer', after: 'Lead', cause: 'plumm' },
          { field: 'department', before: 'Platform', after: null, cause: 'plumm' },
        ],
      },
    ])
  })

  it('is renamed when Plumm’s email changes, and never duplicated', () => {
    const result = plan(linkedSituation({ person: { email: 'ana.silva@contoso.com' } }))
    expect(result.steps).toMatchObject([
      { is: 'update', changes: [{ field: 'userPrincipalName', after: 'ana.silva@contoso.com' }] },
    ])
  })

  it('keeps the sign-in name it was linked with until then', () => {
    const account = { fields: { userPrincipalName: 'aruiz@contoso.com' } }
    expect(plan(linkedSituation({ account, link: { signInName: 'aruiz@contoso.com' } })).steps).toEqual([])
  })

  it('is suspended first and alone, signed out next, and only then tidied', () => {
    expect(stepsOf(plan(linkedSituation({ person: { status: 'deactivated', role: 'Alumna' } })))).toEqual([
      'suspend',
      'revoke-sessions',
      'update',
    ])
  })

  it('is suspended however bad the other values are', () => {
    const result = plan(
      linkedSituation({ person: { status: 'deleted', email: 'nonsense', department: 'x'.repeat(65) } }),
    )
    expect(stepsOf(result).slice(0, 2)).toEqual(['suspend', 'revoke-sessions'])
  })

  it('is signed out as long as that is owed, though the account is disabled already', () => {
    const result = plan(
      linkedSituation({ person: { status: 'deactivated' }, account: { isEnabled: false }, link: { revokeOwed: true } }),
    )
    expect(stepsOf(result)).toEqual(['revoke-sessions'])
  })

  it('is suspended at the end of the last day where they are', () => {
    const person = { endDate: '2026-11-23', timeZone: 'Pacific/Auckland' }
    expect(stepsOf(plan(linkedSituation({ person })))).toContain('suspend')
    const stillHere = plan(linkedSituation({ person: { endDate: '2026-11-24', timeZone: 'America/Los_Angeles' } }))
    expect(stillHere.steps).toEqual([])
    expect(stillHere.lookAgainAt).toEqual(new Date('2026-11-25T08:00:00Z'))
  })

  it('is let in again only when it was Plumm that had suspended them', () => {
    expect(stepsOf(plan(linkedSituation({ account: { isEnabled: false }, link: { suspendedByPlumm: true } })))).toEqual(
      ['enable'],
    )
    const byOthers = plan(linkedSituation({ person: { role: 'Lead' }, account: { isEnabled: false } }))
    expect(byOthers.verdict).toMatchObject({ is: 'hold', reason: 'sign-in-blocked' })
    expect(stepsOf(byOthers)).toEqual(['update'])
  })

  it('is let in again if the company chose that Plumm wins, or somebody answered so', () => {
    const settings = { ...defaultSettings, blockedSignIn: 'put-it-back' as const }
    expect(stepsOf(plan(linkedSituation({ account: { isEnabled: false }, settings })))).toEqual(['enable'])
    const answers = [{ reason: 'sign-in-blocked' as const, choice: 'unblock' as const }]
    expect(stepsOf(plan(linkedSituation({ account: { isEnabled: false }, answers })))).toEqual(['enable'])
  })

  it('who holds a directory role is neither suspended nor renamed, and IT hears of it', () => {
    const roleHolders = new Set(['entra-ana'])
    expect(plan(linkedSituation({ person: { status: 'deactivated' }, roleHolders }))).toMatchObject({
      steps: [],
      verdict: { is: 'block', reason: 'protected-account', actor: 'it' },
    })
    const renamed = plan(linkedSituation({ person: { email: 'new@contoso.com', role: 'Lead' }, roleHolders }))
    expect(renamed.steps).toMatchObject([{ changes: [{ field: 'jobTitle' }] }])
    expect(renamed.verdict).toMatchObject({ is: 'block', reason: 'protected-account' })
  })

  it('whose value is unusable keeps the rest in step, and HR hears which', () => {
    const result = plan(linkedSituation({ person: { role: 'Lead', location: { country: 'Narnia' } } }))
    expect(result.steps).toMatchObject([{ changes: [{ field: 'jobTitle' }, { field: 'country' }] }])
    expect(result.problems).toEqual([{ field: 'usageLocation', code: 'bad-country', actor: 'hr' }])
    expect(result.verdict).toEqual({ is: 'block', reason: 'field-problems', actor: 'hr' })
  })

  it('who was just created and cannot be read yet is waited for', () => {
    expect(plan(linkedSituation({ account: null, link: { linkedAt: NOW } })).verdict).toMatchObject({
      is: 'wait',
      reason: 'settling',
    })
  })

  it('whose account is gone gets no new one unasked, and needs none after leaving', () => {
    expect(plan(linkedSituation({ account: null }))).toMatchObject({
      kind: 'hold',
      verdict: { reason: 'account-missing', choices: ['create', 'skip'] },
    })
    const answers = [{ reason: 'account-missing' as const, choice: 'create' as const }]
    expect(stepsOf(plan(linkedSituation({ account: null, answers })))).toEqual(['create'])
    expect(plan(linkedSituation({ account: null, person: { status: 'deactivated' } })).verdict.is).toBe('in-step')
  })

  it('whose account lies in the recycle bin is asked about, and gets it back on demand', () => {
    const deleted = { ...linkedSituation({ account: null }), candidates: { ...noCandidates, deleted: [anaInEntra()] } }
    expect(plan(deleted)).toMatchObject({ verdict: { reason: 'account-deleted', choices: ['restore', 'skip'] } })
    const answers = [{ reason: 'account-deleted' as const, choice: 'restore' as const }]
    expect(stepsOf(plan({ ...deleted, answers }))).toEqual(['restore'])
  })
})

describe('a read after our own write', () => {
  const wrote = (msAgo: number) => ({
    written: { jobTitle: { before: 'Intern', after: 'Engineer', at: new Date(NOW.getTime() - msAgo).toISOString() } },
  })

  it('that still shows what stood there before is stale: left alone, and looked at again', () => {
    const result = plan(linkedSituation({ account: { fields: { jobTitle: 'Intern' } }, link: wrote(10_000) }))
    expect(result.steps).toEqual([])
    expect(result.lookAgainAt).toEqual(new Date(NOW.getTime() - 10_000 + SETTLE_MS))
  })

  it('that shows it minutes later is somebody’s doing, and put back', () => {
    const result = plan(linkedSituation({ account: { fields: { jobTitle: 'Intern' } }, link: wrote(SETTLE_MS + 1) }))
    expect(result.steps).toMatchObject([{ changes: [{ field: 'jobTitle', after: 'Engineer', cause: 'drift' }] }])
  })

  it('that shows a third value is drift, and put back at once', () => {
    const result = plan(linkedSituation({ account: { fields: { jobTitle: 'Boss' } }, link: wrote(10_000) }))
    expect(result.steps).toMatchObject([
      { changes: [{ field: 'jobTitle', before: 'Boss', after: 'Engineer', cause: 'drift' }] },
    ])
  })
})
