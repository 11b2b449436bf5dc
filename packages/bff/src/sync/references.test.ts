import { describe, expect, it } from 'vitest'
import { NOW, linkedSituation, situation } from '../../test/situations.ts'
import { plan } from './plan.ts'
import { REFERENCE_DELAY_MS, type Referred } from './references.ts'
import type { Plan } from './situation.ts'

const LONG_AGO = new Date('2026-01-01T00:00:00Z')
const jo = (changes: Partial<Referred> = {}): Referred => ({
  name: 'Jo Park',
  entraUserId: 'entra-jo',
  linkedAt: LONG_AGO,
  isComing: false,
  ...changes,
})
const known = (referred: Referred) => new Map([['jo', referred]])
const managers = (result: Plan) =>
  result.steps.filter((step) => step.is === 'set-reference').map(({ change }) => change)
/** Ana, whose manager in Plumm is Jo, with something else about her. */
const ana = (
  referred: Map<string, Referred>,
  changes: Omit<NonNullable<Parameters<typeof linkedSituation>[0]>, 'referred'> = {},
) => plan(linkedSituation({ ...changes, person: { managerId: 'jo', ...changes.person }, referred }))

describe('a manager with an account', () => {
  it('is set by a step of its own, last, with the names of both', () => {
    const result = ana(known(jo()), { person: { role: 'Lead' }, account: { fields: { manager: 'entra-tom' } } })
    expect(result.steps.map((step) => step.is)).toEqual(['update', 'set-reference'])
    expect(managers(result)).toEqual([
      {
        field: 'manager',
        before: 'entra-tom',
        after: 'entra-jo',
        cause: 'plumm',
        names: { before: 'entra-tom', after: 'Jo Park' },
      },
    ])
  })

  it('is in step when it stands there', () => {
    expect(ana(known(jo()), { account: { fields: { manager: 'entra-jo' } } }).kind).toBe('none')
  })

  it('is drift when somebody changed what we wrote, and told by name', () => {
    const written = { manager: { before: null, after: 'entra-jo', at: LONG_AGO.toISOString() } }
    const account = { fields: { manager: 'entra-tom' }, referenceNames: { 'entra-tom': 'Tom Lee' } }
    expect(managers(ana(known(jo()), { link: { written }, account }))).toMatchObject([
      { cause: 'drift', names: { before: 'Tom Lee', after: 'Jo Park' } },
    ])
  })

  it('is waited for where the read is older than our write', () => {
    const written = { manager: { before: null, after: 'entra-jo', at: NOW.toISOString() } }
    const result = ana(known(jo()), { link: { written } })
    expect(result).toMatchObject({ kind: 'none', steps: [] })
    expect(result.lookAgainAt).not.toBeNull()
  })

  it('of someone who is about to get an account follows a moment after it', () => {
    const hire = situation({ referred: known(jo()) })
    const result = plan({ ...hire, person: { ...hire.person, managerId: 'jo' } })
    expect(result.steps).toMatchObject([{ is: 'create' }])
    expect(JSON.stringify(result.steps)).not.toContain('entra-jo')
    expect(result.awaited).toEqual([{ field: 'manager', before: null, after: 'Jo Park' }])
    expect(result.lookAgainAt).toEqual(new Date(NOW.getTime() + REFERENCE_DELAY_MS))
  })
})

describe('a manager without an account', () => {
  it('is waited for without a word', () => {
    expect(ana(known(jo({ entraUserId: null })))).toMatchObject({
      kind: 'none',
      steps: [],
      problems: [],
      verdict: { is: 'in-step' },
    })
  })

  it('is shown in a preview that knows the account is coming', () => {
    expect(ana(known(jo({ entraUserId: null, isComing: true })))).toMatchObject({
      kind: 'update',
      steps: [],
      awaited: [{ field: 'manager', before: null, after: 'Jo Park' }],
    })
  })
})

describe('a reference that cannot be is a problem of its field', () => {
  it.each<[string, ReturnType<typeof ana>, string]>([
    ['to nobody in Plumm', ana(new Map()), 'refers-to-nobody'],
    ['to the person', ana(new Map(), { person: { managerId: 'ana' } }), 'refers-to-self'],
    ['to somebody else with the same account', ana(known(jo({ entraUserId: 'entra-ana' }))), 'refers-to-self'],
  ])('%s', (_, result, code) => {
    expect(result).toMatchObject({
      steps: [],
      problems: [{ field: 'manager', code, actor: 'hr' }],
      verdict: { is: 'block', reason: 'field-problems' },
    })
  })
})

describe('no manager in Plumm', () => {
  const without = (written: NonNullable<Parameters<typeof linkedSituation>[0]>['link']) =>
    managers(
      ana(new Map(), {
        person: { managerId: null },
        account: { fields: { manager: 'entra-jo' } },
        ...(written ? { link: written } : {}),
      }),
    )
  const at = LONG_AGO.toISOString()

  it('leaves alone what Plumm never set', () => {
    expect(without(undefined)).toEqual([])
    expect(without({ written: { manager: { before: 'entra-jo', after: 'entra-jo', at } } })).toEqual([])
    expect(without({ written: { manager: { before: null, after: 'entra-tom', at } } })).toEqual([])
  })

  it('removes the one that Plumm set', () => {
    expect(without({ written: { manager: { before: null, after: 'entra-jo', at } } })).toMatchObject([{ after: null }])
  })
})
