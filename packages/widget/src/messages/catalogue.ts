import { type Deferred, deferred } from './deferred.ts'
import type { ConnectingMessages } from './en-gb/connecting.ts'
import { type Catalogue, type Words, enGb } from './en-gb/en-gb.ts'
import type { LaterMessages } from './en-gb/later.ts'
import { type Formats, createFormats } from './formats.ts'
import { english } from './languages.ts'
import type { Shelf, Spoken } from './use-spoken.ts'

/** What a part says, in the language it is read in. */
export interface Messages extends Omit<Words, 'later' | 'connecting'> {
  later: Deferred<LaterMessages>
  connecting: Deferred<ConnectingMessages>
}

/** The panel's words; a badge by itself has a shelf of its own (BadgeProvider.tsx). */
export const catalogues: Shelf<Catalogue> = {
  'en-GB': enGb,
  de: deferred(() => import('./de/de.ts').then(({ de }) => de)),
  ar: deferred(() => import('./ar/ar.ts').then(({ ar }) => ar)),
}

/**
 * What comes later may not come: a page that has been open for long looks for chunks that a newer version replaced. Then
 * it is English.
 * @param now milliseconds since 1970
 */
export function messagesIn(
  { words, locale }: Spoken<Catalogue>,
  now: () => number,
): { formats: Formats; messages: Messages } {
  const formats = createFormats(locale, now)
  const own = words(formats)
  const inEnglish = () => enGb(createFormats(english.locale, now))
  return {
    formats,
    messages: {
      ...own,
      later: deferred(() => own.later().catch(() => inEnglish().later())),
      connecting: deferred(() => own.connecting().catch(() => inEnglish().connecting())),
    },
  }
}
