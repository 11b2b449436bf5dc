import type { ConnectionState, Permission } from '@plumm/entra-shared'
import type { Tabs } from './api/tabs.ts'
import { type PrepareSignIn, prepareSignIn } from './auth/sign-in.ts'
import type { OpenFile } from './download/file-sink.ts'

/** What the host page may want to know. */
export type WidgetEvent =
  /** The connection moved to another state, here or elsewhere. */
  | { is: 'connection'; state: ConnectionState }
  /** The BFF said no, or said nothing: for the host's own log. `requestId` names the request in the BFF's log. */
  | { is: 'problem'; code: string; requestId: string | null }

/** How a host page sets the widget up. */
export interface WidgetOptions {
  /** Origin of the BFF, such as `https://entra.plumm.example`; empty for the page's own. */
  bffUrl: string
  /** Answers a session token that your server signed; called often, so keep it until shortly before it ends. */
  getSessionToken: () => Promise<string>
  /** The page on your origin that Microsoft's window returns to; its script is `@plumm/entra-widget/redirect-bridge`. */
  redirectBridgeUrl: string
  /** BCP 47, such as `en-GB`. The page's language where absent. */
  locale?: string | undefined
  /** Absent: as the host page's `color-scheme`. `system` follows the operating system. */
  theme?: Theme | undefined
  /** What to offer, where the session token is not a JWT we can read. The BFF decides in any case. */
  permissions?: readonly Permission[] | undefined
  onEvent?: ((event: WidgetEvent) => void) | undefined
  /** For tests and stories: the network, the clock and chance. */
  environment?: Partial<Environment> | undefined
}

export type Theme = 'light' | 'dark' | 'system'

/** What a badge takes from outside, so that tests need no mocks and no sleeps (style rule 8). */
export interface BadgeEnvironment {
  fetch: typeof fetch
  /** Milliseconds since 1970. */
  now: () => number
  /** At least 0, less than 1. */
  random: () => number
  /** Calls back after `ms`; answers how to cancel. */
  after: (ms: number, call: () => void) => () => void
  /** What the pages of this browser agree by, to share one stream; null where they cannot. */
  tabs: () => Promise<Tabs | null>
}

/** What connecting needs besides. */
export interface Environment extends BadgeEnvironment {
  prepareSignIn: PrepareSignIn
  /** Opens a window of its own for an address; null when the browser refuses. */
  openWindow: (url: string) => Window | null
  /** Leaves this page for another address. */
  leaveFor: (url: string) => void
  /** The address of this page, to come back to. */
  here: () => string
  /** Where a download goes; the browser's own ways unless something else is given. */
  openFile?: OpenFile | undefined
}

export const badgeEnvironment: BadgeEnvironment = {
  fetch: (input, init) => globalThis.fetch(input, init),
  now: () => Date.now(),
  random: () => Math.random(),
  after: (ms, call) => {
    const timer = setTimeout(call, ms)
    return () => clearTimeout(timer)
  },
  tabs: async () => (await import('./api/tabs.ts')).browserTabs(),
}

export const browserEnvironment: Environment = {
  ...badgeEnvironment,
  prepareSignIn,
  openWindow: (url) => window.open(url, '_blank', 'popup,width=520,height=720'),
  leaveFor: (url) => window.location.assign(url),
  here: () => window.location.href,
}
