import { expect, it } from 'vitest'
import { NOW, anaInEntra, linkedSituation } from '../../test/situations.ts'
import { companionsOf } from './companions.ts'
import type { PlannedChange } from './situation.ts'

const MINUTE_MS = 60_000
const change = (field: PlannedChange['field'], after: string | null): PlannedChange => ({
  field,
  before: null,
  after,
  cause: 'plumm',
})
const account = anaInEntra({ fields: { division: 'North', costCenter: 'CC-1' } })
const link = linkedSituation({}).link
const companions = (changes: PlannedChange[], written: Record<string, unknown> = {}) =>
  link && companionsOf(changes, account, { ...link, written }, { now: NOW, settleMs: 3 * MINUTE_MS })
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * MINUTE_MS).toISOString()

it('sends a division along as it stands when the cost centre changes', () => {
  expect(companions([change('costCenter', 'CC-2')])).toEqual({ division: 'North' })
})

it('sends nothing along that changes itself, or that stands alone', () => {
  expect(companions([change('costCenter', 'CC-2'), change('division', null)])).toEqual({})
  expect(companions([change('jobTitle', 'Cook')])).toEqual({})
})

it('does not undo our own last write where the read is older than it', () => {
  const written = (minutes: number) => ({ division: { before: 'North', after: 'South', at: ago(minutes) } })
  expect(companions([change('costCenter', 'CC-2')], written(1))).toEqual({ division: 'South' })
  expect(companions([change('costCenter', 'CC-2')], written(5))).toEqual({ division: 'North' })
})

it('sends along what someone has set since', () => {
  const written = { division: { before: 'East', after: 'South', at: ago(1) } }
  expect(companions([change('costCenter', 'CC-2')], written)).toEqual({ division: 'North' })
})
