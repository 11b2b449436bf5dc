import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Configuration } from '@azure/msal-browser'
import { ensureCertificate } from '../certificates.ts'
import type { ServedEmulator } from './served.ts'

/** Microsoft's own bundles, as a page includes them by a script tag. */
const library = join(dirname(createRequire(import.meta.url).resolve('@azure/msal-browser/package.json')), 'lib')

/** Runs in the page: what tests call, and what they are told. */
const pageScript = (config: Configuration) => `
  const { auth, cache } = ${JSON.stringify(config)}
  const redirectUri = location.origin + '/bridge.html'
  window.app = msal.createStandardPublicClientApplication({ auth: { ...auth, redirectUri }, cache })

  const told = ({ account, idTokenClaims, fromCache }) => {
    const { username, tenantId, homeAccountId } = account
    return { username, tenantId, homeAccountId, fromCache, nonce: idTokenClaims.nonce, wids: idTokenClaims.wids }
  }
  window.answer = (result) => result.then(told, ({ errorCode, errorMessage }) => ({ errorCode, errorMessage }))
  window.back = window.app.then((app) => app.handleRedirectPromise()).then((result) => result && told(result))
  document.querySelector('button').onclick = () => {
    window.popup = window.app.then((app) => window.answer(app.loginPopup(window.asked)))
  }`

export interface MsalPage {
  origin: string
  close: () => Promise<void>
}

/**
 * A page on an origin of its own that includes msal-browser, and the redirect bridge beside it. In it: a button that
 * signs in by popup with `window.asked`; `app`, `answer`, `popup` and `back` to look at.
 */
export async function serveMsalPage({ certificateFolder, origin, emulator }: ServedEmulator): Promise<MsalPage> {
  const script = async (path: string) => ({
    type: 'text/javascript',
    body: await readFile(join(library, path), 'utf8'),
  })
  const html = (body: string) => ({ type: 'text/html', body: `<!doctype html><title>Host</title>${body}` })
  const files: Record<string, { type: string; body: string }> = {
    '/msal.js': await script('msal-browser.min.js'),
    '/bridge.js': await script('redirect-bridge/msal-redirect-bridge.min.js'),
    '/page.js': {
      type: 'text/javascript',
      body: pageScript({
        auth: {
          clientId: emulator.app.clientId,
          authority: `${origin}/organizations`,
          knownAuthorities: [new URL(origin).host],
        },
        cache: { cacheLocation: 'localStorage' },
      }),
    },
    '/': html('<button>Sign in</button><script src="/msal.js"></script><script src="/page.js"></script>'),
    '/bridge.html': html(
      '<script src="/bridge.js"></script><script>msalRedirectBridge.broadcastResponseToMainFrame()</script>',
    ),
  }
  const server = createServer(await ensureCertificate(certificateFolder), (request, response) => {
    const file = files[new URL(request.url ?? '/', 'https://host').pathname]
    response.writeHead(file ? 200 : 404, { 'content-type': `${file?.type ?? 'text/plain'}; charset=utf-8` })
    response.end(file?.body ?? '')
  })
  server.listen(0, 'localhost')
  await once(server, 'listening')
  const address = server.address()
  return {
    origin: `https://localhost:${typeof address === 'object' && address !== null ? address.port : 0}`,
    close: () => new Promise<void>((done) => server.close(() => done()).closeAllConnections()),
  }
}
