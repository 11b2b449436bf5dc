import { html } from 'hono/html'
import { textOf } from '../json.ts'
import type { DirectoryUser } from '../tenant/directory-user.ts'
import { emulatedTenant } from '../tenant/emulated-tenant.ts'
import type { Tenant } from '../tenant/tenant.ts'
import type { World } from '../world.ts'
import { portalPage } from './portal-page.ts'
import { activityFeed } from './activity-feed.ts'

const SHOWN_MAX = 200

/** GET /_emulator/portal/{tenant}?q= */
export function usersPage(world: World, tenant: Tenant, query: string): Promise<Response> {
  const wanted = query.trim().toLowerCase()
  const everybody = emulatedTenant(world, tenant).users()
  const found = everybody.filter(
    ({ displayName, userPrincipalName }) =>
      displayName.toLowerCase().includes(wanted) || userPrincipalName.toLowerCase().includes(wanted),
  )
  return portalPage({
    title: `${tenant.name}: users`,
    body: html`
      <h1>${tenant.name}: users</h1>
      <form class="row" role="search">
        <div class="grow">
          <label for="q">Find by name or sign-in name</label>
          <input id="q" name="q" type="search" value="${query}" />
        </div>
        <button>Find</button>
      </form>
      <div class="split">
        <div class="table" id="users" data-live>
          <table>
            <caption>
              ${found.length} of
              ${everybody.length}${found.length > SHOWN_MAX ? `, the first ${SHOWN_MAX} are shown` : ''}. This list
              moves by itself.
            </caption>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Sign-in name</th>
                <th scope="col">Job title</th>
                <th scope="col">Department</th>
                <th scope="col">Sign-in</th>
              </tr>
            </thead>
            <tbody>
              ${found.slice(0, SHOWN_MAX).map((user) => row(tenant, user))}
            </tbody>
          </table>
        </div>
        <section class="card" aria-labelledby="happened">
          <h2 id="happened">What happened</h2>
          <div id="activity" data-live aria-live="polite">${activityFeed(world, tenant)}</div>
        </section>
      </div>
    `,
  })
}

function row(tenant: Tenant, user: DirectoryUser) {
  const isAdmin = (tenant.directory.record(user.id)?.roles.length ?? 0) > 0
  return html`<tr>
    <th scope="row">
      <a id="u-${user.id}" href="/_emulator/portal/${tenant.id}/users/${user.id}">${user.displayName}</a>
      ${isAdmin ? html`<span class="tag plain">administrator</span>` : ''}
      ${user.onPremisesSyncEnabled === true ? html`<span class="tag plain">from Windows AD</span>` : ''}
      ${user.userType === 'Guest' ? html`<span class="tag plain">guest</span>` : ''}
    </th>
    <td>${user.userPrincipalName}</td>
    <td>${textOf(user.jobTitle) ?? ''}</td>
    <td>${textOf(user.department) ?? ''}</td>
    <td>
      ${user.accountEnabled ? html`<span class="tag good">allowed</span>` : html`<span class="tag bad">blocked</span>`}
    </td>
  </tr>`
}
