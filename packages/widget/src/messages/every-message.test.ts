import { describe, expect, it } from 'vitest'
import { ar } from './ar/ar.ts'
import { de } from './de/de.ts'
import { findings } from './de/findings.ts'
import { type Catalogue, enGb } from './en-gb/en-gb.ts'
import { createFormats } from './formats.ts'
import type { Language } from './languages.ts'
import { messageSamples } from './message-samples.ts'
import { textOf } from './sentence.ts'

/** What is the same word in both languages, or no word at all. */
const sameAsEnglish = new Set([
  'Microsoft Entra ID',
  'Microsoft Entra',
  'Name',
  'Text',
  'In Plumm',
  'In Entra',
  'Ana Ruiz in Plumm',
  'Status',
  'Format',
  'Filter',
  'Link',
  'Hash',
  'Manager',
])
/** Names, and what was given as a sample. */
const latin =
  /\{firstName\} \{lastName\}|Exchange|CSV|NDJSON|Enter|kB|MB|2026-\S+Z|Plumm|Microsoft( Entra( ID)?| 365)?|Entra|Windows|Active Directory|break-glass|Tech > Company App > Store|User\.\w+\.All|RoleManagement\.Read\.Directory|Asia\/Dubai|Dubai|Ana Ruiz|Jo Park|Intern|Engineer|Contoso|contoso\.com|ana@|https:\S+|e-1|r-1|this-window|(not-)?granted/g
const englishWords = /\b(the|and|is|are|of|to|with|not|you|your|this|for|from)\b/i

/** Everything that a catalogue says, by where it stands. */
async function everythingIn(catalogue: Catalogue, locale: string): Promise<Map<string, string>> {
  const words = catalogue(createFormats(locale, () => Date.parse('2026-11-24T14:32:00Z')))
  const { later, connecting, ...rest } = words
  const said = new Map<string, string>()
  const read = (path: string, message: unknown): void => {
    if (typeof message === 'string') said.set(path, message)
    else if (typeof message === 'function') {
      const samples = messageSamples[path]
      if (!samples) throw new Error(`${path} takes arguments: give some in message-samples.ts.`)
      samples.forEach((given, index) => {
        const answer: unknown = Reflect.apply(message, undefined, given)
        said.set(`${path}(${index})`, Array.isArray(answer) ? textOf(answer) : String(answer))
      })
    } else if (typeof message === 'object' && message !== null) {
      for (const [name, part] of Object.entries(message)) read(path === '' ? name : `${path}.${name}`, part)
    }
  }
  read('', { ...rest, later: await later(), connecting: await connecting() })
  return said
}

const catalogues: Record<Language, Catalogue> = { 'en-GB': enGb, de, ar }
const english = await everythingIn(enGb, 'en-GB')

it('reads hundreds of messages', () => {
  expect(english.size).toBeGreaterThan(800)
})

describe.each(Object.entries(catalogues))('%s', async (locale, catalogue) => {
  const said = await everythingIn(catalogue, locale)

  it('says the same things as English', () => {
    expect([...said.keys()].toSorted()).toEqual([...english.keys()].toSorted())
  })

  it('never shows what should have been replaced', () => {
    const odd = [...said].filter(([, text]) => /#|undefined|\[object|NaN|\bnull\b|\$\{|  /.test(text))
    expect(odd).toEqual([])
  })

  it('is silent only where English is', () => {
    const silent = [...said].filter(([path, text]) => (text === '') !== (english.get(path) === ''))
    expect(silent).toEqual([])
  })

  it('ends a sentence where English ends one', () => {
    const ends = /[.?؟!…]$/
    const open = [...said].filter(([path, text]) => ends.test(english.get(path) ?? '') && !ends.test(text))
    expect(open).toEqual([])
  })
})

it.each(Object.entries({ de, ar }))('has left nothing in English in %s', async (locale, catalogue) => {
  const left = [...(await everythingIn(catalogue, locale))].filter(([path, text]) => {
    const bare = text.replaceAll(latin, '')
    return bare !== '' && !sameAsEnglish.has(text) && (english.get(path) === text || englishWords.test(bare))
  })
  // A country that Intl does not know is shown as it was typed.
  expect(left.map(([path]) => path)).toEqual(['status.label(0)'])
})

it('writes Arabic in Arabic letters', async () => {
  const said = await everythingIn(ar, 'ar')
  const foreign = [...said].filter(([, text]) => /[A-Za-z]{2,}/.test(text.replaceAll(latin, '')))
  expect(foreign).toEqual([])
})

it('has a form of its own for each of the six plurals of Arabic', async () => {
  const { panel } = ar(createFormats('ar', () => 0))
  expect([0, 1, 2, 3, 11, 100].map(panel.people)).toEqual([
    '0 شخص',
    'شخص واحد',
    'شخصان',
    '3 أشخاص',
    '11 شخصًا',
    '100 شخص',
  ])
})

it('leaves to the BFF what it found that has no code known here', () => {
  const check = { id: 'consent', result: 'ok', detail: 'Said by a newer BFF.', actor: 'nobody' } as const
  const { detail, remedy } = findings(createFormats('de', () => 0))
  expect(detail({ ...check, finding: 'never-heard-of' })).toBe('Said by a newer BFF.')
  expect(remedy({ ...check, remedy: 'Do this.' })).toBe('Do this.')
  expect(detail({ ...check, finding: 'consent-granted' })).toBe('Microsoft hat erteilt, was nötig ist.')
})

it('writes Eastern Arabic digits where they are read', () => {
  expect(ar(createFormats('ar-EG', () => 0)).panel.people(11)).toBe('١١ شخصًا')
})
