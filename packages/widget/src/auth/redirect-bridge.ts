import { broadcastResponseToMainFrame } from '@azure/msal-browser/redirect-bridge'

/**
 * The script of the page that Microsoft's window returns to: hands the answer to the page that opened the window, and
 * closes it. A page on the host's own origin has to do this, because Microsoft's pages cut `window.opener` (COOP).
 */
broadcastResponseToMainFrame().catch(() => {
  // Opened by hand, without an answer in the address: there is nobody to tell.
  document.title = 'Nothing to see here'
})
