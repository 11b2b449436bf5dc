import { type EventMessage, EventType, LogLevel, PublicClientApplication } from '@azure/msal-browser'
import type { ConnectAttemptStart } from '@plumm/entra-shared'
import { outcomeOf } from './outcome-of.ts'
import type { MicrosoftWindow } from './sign-in.ts'

/** As long as an attempt lives: someone may have to look for a phone with an authenticator. */
const ANSWER_WITHIN_MS = 15 * 60_000

/**
 * Microsoft's sign-in popup for one attempt. Nothing is kept in the browser: the ID token goes to the BFF, which is the
 * only one to believe or doubt it.
 */
export async function createMicrosoftWindow(
  start: ConnectAttemptStart,
  redirectBridgeUrl: string,
): Promise<MicrosoftWindow> {
  const msal = new PublicClientApplication({
    auth: {
      clientId: start.clientId,
      authority: start.authority,
      knownAuthorities: start.knownAuthorities,
      redirectUri: redirectBridgeUrl,
    },
    cache: { cacheLocation: 'memoryStorage' },
    system: {
      popupBridgeTimeout: ANSWER_WITHIN_MS,
      loggerOptions: { logLevel: LogLevel.Error, piiLoggingEnabled: false, loggerCallback: () => undefined },
    },
  })
  await msal.initialize()

  return {
    open: async (onOpened) => {
      const listener = msal.addEventCallback(
        ({ payload }: EventMessage) => {
          if (payload && 'popupWindow' in payload) onOpened(payload.popupWindow)
        },
        [EventType.POPUP_OPENED],
      )
      try {
        const { idToken } = await msal.loginPopup({
          scopes: start.scopes,
          nonce: start.nonce,
          prompt: 'select_account',
          redirectUri: redirectBridgeUrl,
          overrideInteractionInProgress: true,
        })
        return { is: 'signed-in', idToken }
      } catch (error) {
        return outcomeOf(error)
      } finally {
        if (listener !== null) msal.removeEventCallback(listener)
      }
    },
  }
}
