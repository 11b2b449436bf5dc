import { Settings, fuseLimit } from '@plumm/entra-shared'

type Fuse = Settings['fuse']

/** The settings while somebody edits them: numbers are still what was typed. */
export type SettingsDraft = Omit<Settings, 'fuse'> & { fuse: Record<keyof Fuse, string> }

const places = ['timeZone', 'fuse.atLeast', 'fuse.percent', 'fuse.atMost'] as const
/** Where something was typed that cannot be. */
export type SettingsPlace = (typeof places)[number]

/** What the numbers may be, for saying it; the contract's schema decides, and a test holds them together. */
export const fuseBounds = {
  atLeast: { min: 0, max: 1000 },
  percent: { min: 1, max: 100 },
  atMost: { min: 1, max: 10_000 },
} as const satisfies Record<keyof Fuse, { min: number; max: number }>

export function draftOf(settings: Settings): SettingsDraft {
  const { atLeast, percent, atMost } = settings.fuse
  return { ...settings, fuse: { atLeast: String(atLeast), percent: String(percent), atMost: String(atMost) } }
}

/** What a draft says, or where it says nothing usable. The contract's own schema decides. Pure. */
export function readDraft(draft: SettingsDraft): { settings: Settings | null; problems: SettingsPlace[] } {
  const { atLeast, percent, atMost } = draft.fuse
  const read = Settings.safeParse({
    ...draft,
    timeZone: draft.timeZone.trim(),
    fuse: { atLeast: wholeNumber(atLeast), percent: wholeNumber(percent), atMost: wholeNumber(atMost) },
  })
  if (read.success) return { settings: read.data, problems: [] }
  const wrong = new Set(read.error.issues.map(({ path }) => path.join('.')))
  return { settings: null, problems: places.filter((place) => wrong.has(place)) }
}

/** `Number` would take "", "1e2" and "0x10" for numbers. */
function wholeNumber(text: string): number {
  return /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN
}

/** What the fuse comes to in a company of this size. */
export type FuseSize =
  | { is: 'nobody-yet'; limit: number }
  | { is: 'each' | 'some' | 'none'; people: number; limit: number }

export function fuseSize(people: number, fuse: Fuse): FuseSize {
  const limit = fuseLimit(people, fuse)
  if (people === 0) return { is: 'nobody-yet', limit }
  if (limit === 0) return { is: 'each', people, limit }
  return { is: limit < people ? 'some' : 'none', people, limit }
}

/** Every time zone that the browser knows. UTC is one, though it is no region's. */
export function timeZones(): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])]
}
