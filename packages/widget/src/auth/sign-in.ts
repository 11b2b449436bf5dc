import type { ConnectAttemptStart } from '@plumm/entra-shared'

/** How a visit to Microsoft's window ended. */
export type SignInOutcome =
  | { is: 'signed-in'; idToken: string }
  | { is: 'cancelled' }
  | { is: 'popup-blocked' }
  | { is: 'failed'; code: string }

export interface MicrosoftWindow {
  /**
   * Opens Microsoft's sign-in; call it as close to a click as possible. Opening again gives the earlier window up.
   * `onOpened` gets the window, whose `closed` is only a hint: Microsoft's pages cut the tie to their opener (COOP).
   */
  open: (onOpened: (popup: Window) => void) => Promise<SignInOutcome>
}

export type PrepareSignIn = (start: ConnectAttemptStart, redirectBridgeUrl: string) => Promise<MicrosoftWindow>

/** Loads msal-browser, which nobody pays for before Connect is clicked. */
export const prepareSignIn: PrepareSignIn = async (start, redirectBridgeUrl) => {
  const { createMicrosoftWindow } = await import('./microsoft-window.ts')
  return createMicrosoftWindow(start, redirectBridgeUrl)
}

/** Fetches the code ahead of its use, while the attempt is being started. */
export function preloadSignIn(): void {
  // A failure shows when the code is used.
  import('./microsoft-window.ts').catch(() => undefined)
}
