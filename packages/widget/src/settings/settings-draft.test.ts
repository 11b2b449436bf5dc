import { defaultSettings } from '@plumm/entra-shared'
import { describe, expect, it } from 'vitest'
import { type SettingsDraft, draftOf, fuseBounds, fuseSize, readDraft, timeZones } from './settings-draft.ts'

const draft = draftOf(defaultSettings)
const withFuse = (fuse: Partial<SettingsDraft['fuse']>): SettingsDraft => ({
  ...draft,
  fuse: { ...draft.fuse, ...fuse },
})

it('reads back what it was made from', () => {
  expect(readDraft(draft)).toEqual({ settings: defaultSettings, problems: [] })
})

describe('what cannot be is found where it was typed', () => {
  it.each([
    ['no time zone', { ...draft, timeZone: '' }, ['timeZone']],
    ['a city alone', { ...draft, timeZone: 'Lisbon' }, ['timeZone']],
    ['nothing', withFuse({ atLeast: '' }), ['fuse.atLeast']],
    ['a fraction', withFuse({ percent: '2.5' }), ['fuse.percent']],
    ['another way of writing numbers', withFuse({ atMost: '1e2' }), ['fuse.atMost']],
    ['less than nothing', withFuse({ atLeast: '-1' }), ['fuse.atLeast']],
    ['more than all', withFuse({ percent: '101', atMost: '0' }), ['fuse.percent', 'fuse.atMost']],
  ])('%s', (_, wrong, problems) => {
    expect(readDraft(wrong)).toEqual({ settings: null, problems })
  })

  it('and blanks around a value are no mistake', () => {
    const { settings } = readDraft({ ...withFuse({ atLeast: ' 7 ' }), timeZone: ' Asia/Tokyo ' })
    expect(settings).toMatchObject({ timeZone: 'Asia/Tokyo', fuse: { atLeast: 7 } })
  })
})

describe('what the fuse comes to', () => {
  const { fuse } = defaultSettings
  it.each([
    [0, fuse, { is: 'nobody-yet', limit: 5 }],
    [3, fuse, { is: 'none', people: 3, limit: 5 }],
    [412, fuse, { is: 'some', people: 412, limit: 41 }],
    [40, { atLeast: 0, percent: 1, atMost: 50 }, { is: 'each', people: 40, limit: 0 }],
    [100, { atLeast: 0, percent: 100, atMost: 10_000 }, { is: 'none', people: 100, limit: 100 }],
  ])('with %i people', (people, limits, size) => {
    expect(fuseSize(people, limits)).toEqual(size)
  })
})

it('offers the time zones of the browser, and UTC', () => {
  expect(timeZones()).toEqual(expect.arrayContaining(['Europe/London', 'UTC']))
})

it.each(['atLeast', 'percent', 'atMost'] as const)('says of “%s” what the contract takes', (part) => {
  const { min, max } = fuseBounds[part]
  const isTaken = (value: number) => readDraft(withFuse({ [part]: String(value) })).settings !== null
  expect([min - 1, min, max, max + 1].map(isTaken)).toEqual([false, true, true, false])
})
