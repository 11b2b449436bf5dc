import type { Failure } from './api/failure.ts'
import type { WidgetOptions } from './options.ts'

type Callbacks = Pick<WidgetOptions, 'getSessionToken' | 'onEvent'>

/** The host may hand in new functions at every render: the newest are called, and nothing starts afresh for it. */
export function createHost(first: Callbacks) {
  let newest = first
  const callbacks = {
    // What throws at once, or answers at once, does so later like all others.
    getSessionToken: async () => newest.getSessionToken(),
    onEvent: (event) => {
      try {
        newest.onEvent?.(event)
      } catch (error) {
        // Theirs, and no reason for ours to stop: it goes where uncaught errors go.
        reportError(error)
      }
    },
  } satisfies Callbacks
  return {
    callbacks,
    meet: (next: Callbacks): void => {
      newest = next
    },
  }
}

const FALLBACK_LOCALE = 'en-GB'

/** The language to draw in: as asked, else the page's. One that Intl would throw at (`en_GB`) is read as it was meant. */
export function localeOf(options: Pick<WidgetOptions, 'locale'>): string {
  // A server that draws the first page has no document, and no answers to put into words either.
  const page = typeof document === 'undefined' ? '' : document.documentElement.lang
  const asked = (options.locale ?? page).replaceAll('_', '-')
  try {
    return Intl.getCanonicalLocales(asked || FALLBACK_LOCALE)[0] ?? FALLBACK_LOCALE
  } catch {
    return FALLBACK_LOCALE
  }
}

/** Tells the host of a failure, for its own log. */
export function tellFailure({ because }: Failure, onEvent: WidgetOptions['onEvent']): void {
  onEvent?.(
    because.is === 'refused'
      ? { is: 'problem', code: because.problem.code, requestId: because.problem.requestId }
      : { is: 'problem', code: because.is, requestId: null },
  )
}
