/** The languages there are words in, and which way each is written. */
const directions = { 'en-GB': 'ltr', de: 'ltr', ar: 'rtl' } as const

export type Language = keyof typeof directions
export type Direction = (typeof directions)[Language]
export const languages: readonly Language[] = ['en-GB', 'de', 'ar']

export interface Served {
  /** Whose words are used. */
  language: Language
  /** BCP 47, for dates, numbers and plurals: as it was asked for, so that they suit the words. */
  locale: string
  dir: Direction
}

export const english: Served = { language: 'en-GB', locale: 'en-GB', dir: 'ltr' }

/**
 * What is served to somebody who asks for a locale, by lookup as RFC 4647, section 3.4, has it: the range loses its last
 * subtag until a language has it. `en-US` has British words with American dates; what nobody speaks here is English.
 */
export function serve(asked: string): Served {
  const locale = canonical(asked)
  for (let range = locale; range !== ''; range = shorter(range)) {
    const language = languages.find((known) => known === range || (range === 'en' && known === 'en-GB'))
    if (language) return { language, locale, dir: directions[language] }
  }
  return english
}

/** Hosts write `de_AT`, too, and an empty or mistaken `lang` must not break a page: Intl throws at what is no BCP 47. */
function canonical(asked: string): string {
  try {
    return Intl.getCanonicalLocales(asked.replaceAll('_', '-'))[0] ?? ''
  } catch {
    return ''
  }
}

/** Without its last subtag, nor a single letter that would then end it. */
function shorter(range: string): string {
  return range.replace(/(?:^|-)[^-]+$/, '').replace(/-[^-]$/, '')
}
