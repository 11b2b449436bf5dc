import type { Failure } from './api/failure.ts'
import type { WidgetOptions } from './options.ts'

type Callbacks = Pick<WidgetOptions, 'getSessionToken' | 'onEvent'>

/** The host may hand in new functions at every render: the newest are called, and nothing starts afresh for it. */
export function createHost(first: Callbacks) {
  let newest = first
  const callbacks = {
    getSessionToken: () => newest.getSessionToken(),
    onEvent: (event) => newest.onEvent?.(event),
  } satisfies Callbacks
  return {
    callbacks,
    meet: (next: Callbacks): void => {
      newest = next
    },
  }
}

/** The language to draw in: as asked, else the page's. */
export function localeOf(options: Pick<WidgetOptions, 'locale'>): string {
  // A server that draws the first page has no document, and no answers to put into words either.
  const page = typeof document === 'undefined' ? '' : document.documentElement.lang
  return options.locale ?? (page || 'en-GB')
}

/** Tells the host of a failure, for its own log. */
export function tellFailure({ because }: Failure, onEvent: WidgetOptions['onEvent']): void {
  onEvent?.(
    because.is === 'refused'
      ? { is: 'problem', code: because.problem.code, requestId: because.problem.requestId }
      : { is: 'problem', code: because.is, requestId: null },
  )
}
