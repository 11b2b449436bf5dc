import { html } from 'hono/html'
import { type Html, htmlResponse, pageOf } from '../portal/page.ts'
import type { DirectoryUser } from '../tenant/directory-user.ts'
import { roleName } from '../tenant/roles.ts'
import type { Tenant } from '../tenant/tenant.ts'
import type { LoginRefusal } from './login-error.ts'

export interface Account {
  tenant: Tenant
  user: DirectoryUser
  /** Template ids. */
  roles: readonly string[]
}

const styles = `
main { max-width: 30rem; margin: 2.5rem auto; padding: 2rem; background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; }
@media (max-width: 32rem) { main { margin: 0; border: 0; border-radius: 0; padding: 1.25rem; } }
ul.accounts { list-style: none; padding: 0; margin: .25rem 0 0; display: grid; gap: .5rem; }
ul.accounts button { width: 100%; text-align: left; gap: .85rem; padding: .6rem .85rem; }
ul.accounts button:hover:enabled { border-color: var(--accent); }
.avatar { flex: none; width: 2.5rem; height: 2.5rem; border-radius: 50%; display: grid; place-items: center; background: var(--ground); color: var(--soft); font-weight: 600; }
.who { display: grid; line-height: 1.35; min-width: 0; } .who span { overflow-wrap: anywhere; }
ul.permissions { padding: 0; margin: 1rem 0; list-style: none; border-top: 1px solid var(--line); }
ul.permissions li { padding: .7rem 0; border-bottom: 1px solid var(--line); } code { font-size: .875rem; color: var(--soft); }
form.other { display: grid; grid-template-columns: 1fr auto; gap: .5rem; align-items: end; margin-top: 1.25rem; } label { font-weight: 550; }
`

/**
 * Microsoft's pages cut the opener off (COOP), which is why a popup cannot simply call back; ours do the same
 * (design §3, known facts).
 */
const loginHeaders = {
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'referrer-policy': 'strict-origin-when-cross-origin',
}

function loginPage(title: string, body: Html, status = 200, headers: Record<string, string> = {}): Promise<Response> {
  return htmlResponse(pageOf({ title, styles, body: html`<main>${body}</main>` }), status, {
    ...loginHeaders,
    ...headers,
  })
}

export interface PickerOptions {
  /** Where the choice is sent: the same request once more. */
  action: string
  appName: string
  accounts: readonly Account[]
  /** Shown above, such as “no such account”. */
  problem?: string | undefined
  hint?: string | undefined
}

/** Who is it? Instead of a password: a list of the people there are. */
export function accountPicker({ action, appName, accounts, problem, hint }: PickerOptions): Promise<Response> {
  const byTenant = Map.groupBy(accounts, ({ tenant }) => tenant.name)
  const lists = [...byTenant].map(
    ([name, members]) => html`
      <h2>${name}</h2>
      <ul class="accounts">
        ${members.map(accountButton)}
      </ul>
    `,
  )
  return loginPage(
    'Pick an account (emulator)',
    html`
      <h1>Pick an account</h1>
      <p class="soft">to continue to ${appName}</p>
      ${problem === undefined ? '' : html`<p role="alert" style="color:var(--bad)">${problem}</p>`}
      <form method="post" action="${action}">${lists}</form>
      <form method="post" action="${action}" class="other">
        <div>
          <label for="upn">Another account</label>
          <input
            id="upn"
            name="upn"
            type="email"
            autocomplete="username"
            value="${hint ?? ''}"
            placeholder="name@contoso.com"
            required
          />
        </div>
        <button>Next</button>
      </form>
      <form method="post" action="${action}" class="actions">
        <button name="cancel" value="yes">Cancel</button>
      </form>
    `,
  )
}

function accountButton({ tenant, user, roles }: Account): Html {
  const isBlocked = !user.accountEnabled
  const role = roles.length > 0 ? roles.map(roleName).join(', ') : 'No administrator role'
  const initials = user.displayName
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .slice(0, 2)
    .join('')
  return html`<li>
    <button name="account" value="${tenant.id}/${user.id}" ${isBlocked ? 'disabled' : ''}>
      <span class="avatar" aria-hidden="true">${initials.toUpperCase()}</span>
      <span class="who">
        <strong>${user.displayName}</strong>
        <span class="soft">${user.userPrincipalName}</span>
        <span class="soft">${isBlocked ? 'Sign-in is blocked' : role}</span>
      </span>
    </button>
  </li>`
}

/** What a permission lets an app do, in Microsoft's terms. */
const permissionWords: Record<string, string> = {
  'User.ReadWrite.All': 'Read and write all users’ full profiles',
  'User.Read.All': 'Read all users’ full profiles',
  'RoleManagement.Read.Directory': 'Read all directory roles and who holds them',
  openid: 'Sign you in',
  profile: 'View your basic profile',
  email: 'View your email address',
  offline_access: 'Maintain access to data you have given it access to',
}

/** Consent for the whole tenant; or, with `prompt=consent`, of one person for themselves. */
export function consentPage(options: {
  action: string
  appName: string
  account: Account
  permissions: readonly string[]
  isForOnePerson?: boolean
}): Promise<Response> {
  const { action, appName, account, permissions, isForOnePerson = false } = options
  const { tenant, user } = account
  return loginPage(
    'Permissions requested (emulator)',
    html`
      <p class="soft">${user.userPrincipalName}</p>
      <h1>Permissions requested</h1>
      <p>
        <strong>${appName}</strong> would like to do this in <strong>${tenant.name}</strong>,
        ${isForOnePerson ? 'on your behalf' : 'without a signed-in person'}:
      </p>
      <ul class="permissions">
        ${permissions.map((name) => html`<li>${permissionWords[name] ?? name}<br /><code>${name}</code></li>`)}
      </ul>
      <p class="soft">
        ${
          isForOnePerson
            ? 'You can take it back at myapps.microsoft.com.'
            : 'If you accept, this app gets access to the specified resources for all users in your organisation. Nobody else will be asked. You can take it back under Enterprise applications.'
        }
      </p>
      <form method="post" action="${action}" class="actions">
        <input type="hidden" name="account" value="${tenant.id}/${user.id}" />
        <button name="cancel" value="yes">Cancel</button>
        <button name="accept" value="yes" class="primary">Accept</button>
      </form>
    `,
  )
}

/** Somebody without the role tried to consent. */
export function needAdminPage(options: { action: string; appName: string; account: Account }): Promise<Response> {
  const { action, appName, account } = options
  return loginPage(
    'Need admin approval (emulator)',
    html`
      <p class="soft">${account.user.userPrincipalName}</p>
      <h1>Need admin approval</h1>
      <p>
        <strong>${appName}</strong> needs permission to access resources in your organisation that only an admin can
        grant: a Global Administrator or a Privileged Role Administrator.
      </p>
      <p><a href="${action}">Have an admin account? Sign in with that account</a></p>
      <form method="post" action="${action}" class="actions">
        <button name="cancel" value="yes">Return to the application without granting consent</button>
      </form>
      <p class="soft">AADSTS90094</p>
    `,
  )
}

/** A refusal that must not be sent back, since we do not know where to. */
export function loginErrorPage(refusal: LoginRefusal): Promise<Response> {
  return loginPage(
    'Sorry, we can’t sign you in (emulator)',
    html`
      <h1>Sorry, but we’re having trouble signing you in.</h1>
      <p>AADSTS${refusal.number}: ${refusal.message}</p>
    `,
    refusal.status,
  )
}

/** `response_mode=form_post`: the answer travels in a form that sends itself. */
export function formPostPage(
  redirectUri: string,
  fields: URLSearchParams,
  headers: Record<string, string>,
): Promise<Response> {
  return loginPage(
    'Working… (emulator)',
    html`
      <h1>Working…</h1>
      <form method="post" action="${redirectUri}" id="answer">
        ${[...fields].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        <button class="primary">Continue</button>
      </form>
      <script>
        document.getElementById('answer').submit()
      </script>
    `,
    200,
    headers,
  )
}

export function signedOutPage(): Promise<Response> {
  return loginPage(
    'Signed out (emulator)',
    html`<h1>You’re signed out</h1>
      <p>You can close this window.</p>`,
  )
}
