import { ConnectLink, type ConnectAttemptStart } from '@plumm/entra-shared'
import { startConnecting } from './connecting.ts'
import { type CompanyName, companies } from './companies.ts'
import type { World } from './world.ts'
import { BFF } from './config-for.ts'

/** What somebody sees: a page of ours or of Microsoft's. */
export interface Seen {
  status: number
  url: URL
  title: string
  text: string
  headers: Headers
}

/**
 * A browser without scripts and cookies, for whoever was sent a link: it follows redirects between our pages and
 * Microsoft's, and presses their buttons.
 */
export class LinkBrowser {
  readonly #world: World
  page: Seen | null = null

  constructor(world: World) {
    this.#world = world
  }

  async open(address: string, form?: Record<string, string>): Promise<Seen> {
    let url = new URL(address, this.page?.url)
    let response = await this.#ask(url, form)
    while (response.status === 302 || response.status === 303) {
      url = new URL(response.headers.get('location') ?? '', url)
      response = await this.#ask(url)
    }
    const html = await response.text()
    const title = /<title>(.*?)<\/title>/.exec(html)?.[1] ?? ''
    this.page = { status: response.status, url, title, text: html, headers: response.headers }
    return this.page
  }

  /** Presses the one button of a page of ours. */
  press(): Promise<Seen> {
    const html = this.page?.text ?? ''
    const action = /<form method="post" action="([^"]*)"/.exec(html)?.[1]
    if (action === undefined) throw new Error(`There is no button on “${this.page?.title}”.`)
    const fields = [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)]
    return this.open(action, Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value])))
  }

  /** Picks an account in Microsoft's sign-in, or goes away from it. */
  signIn(as: { upn: string } | { cancel: 'yes' }): Promise<Seen> {
    const { pathname, search } = this.#microsoft()
    return this.open(`${pathname.replace('/oauth2/v2.0/authorize', '/login')}${search}`, as)
  }

  /** Answers Microsoft's consent page as this administrator. */
  consent(as: { upn: string; accept: 'yes' } | { cancel: 'yes' }): Promise<Seen> {
    return this.open(this.#microsoft().href, as)
  }

  #microsoft(): URL {
    const { page } = this
    if (page?.url.host !== 'login.microsoftonline.com') throw new Error(`This is not Microsoft: ${page?.title}`)
    return page.url
  }

  #ask(url: URL, form?: Record<string, string>): Promise<Response> {
    const init = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }
    if (url.origin === BFF) return Promise.resolve(this.#world.app.request(url.href, init))
    return this.#world.emulator.fetch(url, init)
  }
}

/** A company starts an attempt and makes a link of it. */
export async function linkOf(
  world: World,
  as: CompanyName = 'northwind',
  body: object = {},
): Promise<ConnectLink & { start: ConnectAttemptStart }> {
  const start = await startConnecting(world, as)
  return { ...(await makeLink(world, start.attemptId, as, body)), start }
}

export async function makeLink(
  world: World,
  attemptId: string,
  as: CompanyName = 'northwind',
  body: object = {},
): Promise<ConnectLink> {
  const response = await world.call('POST', `/api/connection/attempts/${attemptId}/link`, { as, body })
  if (!response.ok) throw new Error(`No link was made: ${await response.text()}`)
  return ConnectLink.parse(await response.json())
}

/** As far as the page that names company and directory. */
export async function signedInByLink(
  world: World,
  url: string,
  upn: string = companies.northwind.admin,
): Promise<LinkBrowser> {
  const browser = new LinkBrowser(world)
  await browser.open(url)
  await browser.press()
  await browser.signIn({ upn })
  return browser
}
