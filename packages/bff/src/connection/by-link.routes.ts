import type { App } from '../http/contract.ts'
import {
  type LinkPageFacts,
  confirmationPage,
  connectedPage,
  deadLinkPage,
  invitationPage,
  linkRefusalPage,
  tryAgainPage,
} from '../http/link-pages.ts'
import { titleOf } from '../http/problem.ts'
import type { ConnectionDeps } from './deps.ts'
import { type LinkedAttempt, arriveFromSignIn, confirm, departToSignIn, openLink } from './link.ts'

export const LINK_PATH = '/connect/by-link/'
export const SIGN_IN_PATH = '/connect/sign-in'
const CONFIRM_PATH = '/connect/confirm'

/** What the pages say of an attempt. Only in the browser that Plumm's page had to make way in is there a way back. */
export function factsOf({ attempt }: LinkedAttempt): LinkPageFacts {
  return {
    company: attempt.companyName,
    askedBy: attempt.startedBy.name,
    back: attempt.link === 'this-window' ? attempt.returnTo : null,
  }
}

/**
 * Connecting for whoever has a link: an administrator who was sent it, or the person themselves where windows are
 * blocked (design §5, Proof of tenant; ADR 0009). Looking changes nothing, so that mail scanners may look: only the
 * buttons do, and each takes what only its own page carries. What these addresses carry is in no log of ours.
 */
export function byLinkRoutes(app: App, deps: ConnectionDeps): void {
  const { authorityOrigin } = deps

  app.get(`${LINK_PATH}:token`, async (context) => {
    const token = context.req.param('token')
    const linked = await openLink(token, deps)
    if (!linked) return deadLinkPage()
    const { expiresAt: until } = linked.attempt
    return invitationPage(factsOf(linked), {
      until,
      action: `${LINK_PATH}${encodeURIComponent(token)}`,
      authorityOrigin,
    })
  })

  app.post(`${LINK_PATH}:token`, async (context) => {
    const departure = await departToSignIn(context.req.param('token'), deps)
    switch (departure.is) {
      case 'ready':
        return seeOther(departure.url)
      case 'dead':
        return deadLinkPage()
      case 'crowded':
        return tryAgainPage(
          'Too many sign-ins at once.',
          'Try again in a quarter of an hour; the link still works.',
          429,
        )
      case 'unavailable':
        return tryAgainPage('Microsoft does not answer just now.', 'Try again in a minute; the link still works.', 502)
    }
  })

  app.get(SIGN_IN_PATH, async (context) => {
    const { state, code = null, error = null } = context.req.query()
    if (!state || (code === null && error === null)) return deadLinkPage()
    // An error wins, as it does in the consent redirect.
    const arrival = await arriveFromSignIn({ state, code: error === null ? code : null, error }, deps)
    switch (arrival.is) {
      case 'dead':
        return deadLinkPage()
      case 'cancelled':
        return linkRefusalPage(factsOf(arrival), {
          status: 200,
          title: 'You did not sign in.',
          detail: 'Nothing was changed.',
        })
      case 'refused':
        return refusalOf(arrival)
      case 'proven':
        return confirmationPage(factsOf(arrival), {
          domain: arrival.administrator.signInName.split('@')[1] ?? arrival.administrator.tenantId,
          administrator: arrival.administrator,
          action: CONFIRM_PATH,
          key: arrival.key,
          authorityOrigin,
        })
    }
  })

  app.post(CONFIRM_PATH, async (context) => {
    const { key } = await context.req.parseBody()
    const confirmation = await confirm(typeof key === 'string' ? key : '', deps)
    switch (confirmation.is) {
      case 'dead':
        return deadLinkPage()
      case 'ask':
        return seeOther(confirmation.url)
      case 'connected':
        return connectedPage(factsOf(confirmation), confirmation.domain)
      case 'refused':
        return refusalOf(confirmation)
    }
  })
}

type Refused = LinkedAttempt & {
  problem: { status: number; code: Parameters<typeof titleOf>[0]; options: { detail: string } }
}

function refusalOf({ problem: { status, code, options }, ...linked }: Refused): Promise<Response> {
  return linkRefusalPage(factsOf(linked), { status, title: `${titleOf(code)}.`, detail: options.detail })
}

/** After a button: the next page is asked for with GET (RFC 9110 §15.4.4), and nobody is told where it came from. */
function seeOther(url: string): Response {
  return new Response(null, {
    status: 303,
    headers: { location: url, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
  })
}
