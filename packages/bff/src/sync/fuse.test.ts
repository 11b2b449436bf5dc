import { describe, expect, it } from 'vitest'
import { anaInEntra, linkedSituation, situation } from '../../test/situations.ts'
import { fingerprintOf, fuse, holdUnlessApproved, uncounted } from './fuse.ts'
import { plan } from './plan.ts'
import { noCandidates } from './situation.ts'

const countedAt = new Date('2026-11-24T08:00:00Z')
const leaver = plan(linkedSituation({ person: { status: 'deactivated', role: 'Alumna' } }))
const renamed = plan(linkedSituation({ person: { email: 'ana.silva@contoso.com', role: 'Lead' } }))

describe('the fuse', () => {
  it('lets through what was counted and passed', () => {
    expect(fuse(leaver, [{ kind: 'suspend', state: 'passed', countedAt }])).toEqual(leaver)
  })

  it('holds a suspension with its sign-out, and not the job title', () => {
    const held = fuse(leaver, [{ kind: 'suspend', state: 'held', countedAt }])
    expect(held.steps).toMatchObject([{ is: 'update', changes: [{ field: 'jobTitle' }] }])
    expect(held.verdict).toMatchObject({ is: 'hold', reason: 'fuse', choices: ['release', 'reject'] })
  })

  it('holds a rename, and not the job title', () => {
    expect(fuse(renamed, [{ kind: 'rename', state: 'held', countedAt }]).steps).toMatchObject([
      { changes: [{ field: 'jobTitle' }] },
    ])
  })

  it('leaves alone what an administrator rejected', () => {
    expect(fuse(leaver, [{ kind: 'suspend', state: 'rejected', countedAt }]).verdict).toEqual({
      is: 'left-alone',
      reason: 'rejected',
      actor: 'nobody',
    })
  })

  it('counts a suspension that came due by a date, and not one that was counted today', () => {
    const now = new Date('2026-11-24T09:00:00Z')
    expect(uncounted(leaver, [], now)).toEqual(['suspend'])
    expect(uncounted(leaver, [{ kind: 'suspend', state: 'passed', countedAt }], now)).toEqual([])
    expect(
      uncounted(leaver, [{ kind: 'suspend', state: 'passed', countedAt: new Date('2026-11-20T00:00:00Z') }], now),
    ).toEqual(['suspend'])
  })
})

describe('an approved preview', () => {
  const context = { email: 'ana.ruiz@contoso.com', createIntended: false, answers: [] }
  const candidate = {
    ...noCandidates,
    bySignInName: [anaInEntra({ fields: { jobTitle: 'Intern' } })],
  }
  const linking = plan(situation({ candidates: candidate }))
  const creating = plan(situation())

  it('runs as approved', () => {
    expect(holdUnlessApproved(linking, fingerprintOf(linking, context.email), context)).toEqual(linking)
  })

  it('runs with newer values of HR on the same account', () => {
    const newer = plan(situation({ candidates: candidate, person: { ...situation().person, role: 'Lead' } }))
    expect(holdUnlessApproved(newer, fingerprintOf(linking, context.email), context)).toEqual(newer)
  })

  it('runs for somebody who was in step when it was approved, and of whom HR says something new since', () => {
    const inStep = plan(linkedSituation({}))
    expect(inStep.kind).toBe('none')
    const edited = plan(linkedSituation({ person: { role: 'Lead' } }))
    expect(holdUnlessApproved(edited, fingerprintOf(inStep, context.email), context)).toEqual(edited)
    const moved = { ...fingerprintOf(inStep, context.email), entraUserId: 'entra-other' }
    expect(holdUnlessApproved(edited, moved, context)).toMatchObject({ verdict: { reason: 'changed-since-preview' } })
  })

  it('holds another kind, another account or another email', () => {
    const approvedCreate = fingerprintOf(creating, context.email)
    for (const held of [
      holdUnlessApproved(linking, approvedCreate, context),
      holdUnlessApproved(linking, { ...fingerprintOf(linking, context.email), entraUserId: 'entra-other' }, context),
      holdUnlessApproved(creating, approvedCreate, { ...context, email: 'ana.silva@contoso.com' }),
    ]) {
      expect(held).toMatchObject({ steps: [], verdict: { is: 'hold', reason: 'changed-since-preview' } })
    }
  })

  it('knows its own create whose reply was lost', () => {
    expect(
      holdUnlessApproved(linking, fingerprintOf(creating, context.email), { ...context, createIntended: true }),
    ).toEqual(linking)
  })

  it('never stands in the way of a deactivation', () => {
    expect(holdUnlessApproved(leaver, fingerprintOf(creating, context.email), context)).toEqual(leaver)
  })
})
