import { html } from 'hono/html'
import { type Html, htmlPage } from './page.ts'
import { backTo } from './pages.ts'

/** What every page of a link says about where it comes from. Names are people's own texts: isolated, and escaped. */
export interface LinkPageFacts {
  /** As Plumm vouches for it. */
  company: string
  /** Who asks, in Plumm. */
  askedBy: string
  /** Back to Plumm, in a browser that has a session there. */
  back: string | null
}

const name = (text: string): Html => html`<bdi>${text}</bdi>`

/** Before signing in: who asks, for what, and what never happens. @param until when the link ends */
export function invitationPage(
  { company, askedBy, back }: LinkPageFacts,
  { until, action, authorityOrigin }: { until: Date; action: string; authorityOrigin: string },
): Promise<Response> {
  return htmlPage({
    title: `Connect Microsoft Entra to ${company} in Plumm`,
    status: 200,
    formTo: ["'self'", authorityOrigin],
    body: html`<h1>${name(askedBy)} asks you to connect Microsoft Entra to ${name(company)} in Plumm</h1>
      <p>
        ${name(company)} looks after its people in Plumm. Once connected, Plumm keeps their accounts in your directory
        in step: each hire, change and leaver, within seconds.
      </p>
      <h2>What Plumm will be able to do</h2>
      <ul>
        <li>Read accounts, and your organisation’s name and domains</li>
        <li>Create accounts for new people, and keep names, sign-in names and job details up to date</li>
        <li>Suspend the accounts of leavers and sign them out; enable them again when they return</li>
        <li>See who is an administrator, so that their accounts are left alone (optional)</li>
      </ul>
      <h2>What it never does</h2>
      <ul>
        <li>Delete an account, or touch people who are not in Plumm</li>
        <li>See passwords, mail, files or calendars</li>
        <li>Start before ${name(company)} has seen what would change, and approved it</li>
      </ul>
      <form method="post" action="${action}"><button>Sign in with Microsoft</button></form>
      <p class="soft">
        It takes a Global Administrator or a Privileged Role Administrator. This link works until
        ${until.toUTCString().replace(/:\d\d GMT$/, ' UTC')}.
      </p>
      <p class="soft note">
        You do not know ${name(company)} or ${name(askedBy)}? Then close this page, and tell your security team. Nothing
        has happened.
      </p>
      ${backTo(back)}`,
  })
}

/**
 * After signing in, and before anything is given: company and directory side by side. Microsoft's own pages name
 * neither Plumm's company nor who asks, and a browser can be sent to them past our first page (ADR 0009).
 */
export function confirmationPage(
  { company, askedBy, back }: LinkPageFacts,
  options: {
    domain: string
    administrator: { name: string; signInName: string }
    action: string
    key: string
    authorityOrigin: string
  },
): Promise<Response> {
  const { domain, administrator, action, key, authorityOrigin } = options
  return htmlPage({
    title: `Connect ${domain} to ${company}?`,
    status: 200,
    formTo: ["'self'", authorityOrigin],
    body: html`<h1>Connect ${name(domain)} to ${name(company)}?</h1>
      <p>
        You are signed in as ${name(administrator.name)} (${name(administrator.signInName)}). From then on
        ${name(company)}, where ${name(askedBy)} asked you for this, decides in Plumm about accounts in
        <strong>${name(domain)}</strong>.
      </p>
      <p>Microsoft asks for your permission next, unless it was given before.</p>
      <form method="post" action="${action}">
        <input type="hidden" name="key" value="${key}" />
        <button>Connect ${domain}</button>
      </form>
      <p class="soft note">
        Not your company, or not your directory? Close this page: nothing is connected and no permission was given.
      </p>
      ${backTo(back)}`,
  })
}

/** A link leads here when it is done. */
export function connectedPage({ company, askedBy, back }: LinkPageFacts, domain: string): Promise<Response> {
  return shortPage(
    200,
    `Thank you. ${domain} is connected.`,
    html`${name(askedBy)} can now look at what would change for ${name(company)}; nothing changes in your directory
    before it is approved. You can close this page.`,
    back,
  )
}

/** Permission was given, and Microsoft needs a moment until it shows. */
export function patiencePage({ askedBy, back }: LinkPageFacts): Promise<Response> {
  return shortPage(
    200,
    'Thank you. Your permission was given.',
    html`Microsoft may need some minutes to pass it on; Plumm connects by itself as soon as it arrives, and
    ${name(askedBy)} sees it. You can close this page.`,
    back,
  )
}

/** Not this account, or not this directory. The link goes on working. */
export function linkRefusalPage(
  { back }: LinkPageFacts,
  { status, title, detail }: { status: number; title: string; detail: string },
): Promise<Response> {
  return shortPage(
    status,
    title,
    html`${detail} The link still works: open it again with another account, or pass it on to a colleague.`,
    back,
  )
}

/** Neither good nor bad: somebody went away, or Microsoft did not answer. */
export function tryAgainPage(title: string, detail: string, status: number): Promise<Response> {
  return shortPage(status, title, html`${detail}`, null)
}

/** One page and one status for every link that does not work, so that none of them tells what there is. */
export function deadLinkPage(): Promise<Response> {
  return shortPage(
    404,
    'This link does not work.',
    html`It may have ended, been replaced by a newer one, or been used. Ask whoever sent it to you for a new one;
    nothing was changed.`,
    null,
  )
}

function shortPage(status: number, title: string, text: Html, back: string | null): Promise<Response> {
  return htmlPage({
    title,
    status,
    isShort: true,
    body: html`<h1>${title}</h1>
      <p>${text}</p>
      ${backTo(back)}`,
  })
}
