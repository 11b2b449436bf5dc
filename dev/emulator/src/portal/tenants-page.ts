import { html } from 'hono/html'
import { initialDomain, type Tenant } from '../tenant/tenant.ts'
import { emulatedTenant } from '../tenant/emulated-tenant.ts'
import type { World } from '../world.ts'
import { portalPage } from './portal-page.ts'

/** GET /_emulator/ */
export function tenantsPage(world: World): Promise<Response> {
  return portalPage({
    title: 'Tenants',
    current: '/_emulator/',
    body: html`
      <h1>Tenants</h1>
      <p class="soft">
        Play the Entra administrator of a customer: look at the users, change one by hand, take permissions back.
      </p>
      <div class="cards" id="tenants" data-live>
        ${[...world.tenants.values()].map((tenant) => card(world, tenant))}
      </div>
    `,
  })
}

function card(world: World, tenant: Tenant) {
  const { users, domain, deletedUsers } = emulatedTenant(world, tenant)
  const everybody = users()
  const blocked = everybody.filter(({ accountEnabled }) => !accountEnabled).length
  const action = `/_emulator/portal/${tenant.id}/app`
  const principal = tenant.servicePrincipal
  return html`<section class="card" aria-labelledby="t-${tenant.id}">
    <h2 id="t-${tenant.id}"><a id="a-${tenant.id}" href="/_emulator/portal/${tenant.id}">${tenant.name}</a></h2>
    <p class="soft">${domain}, ${initialDomain(tenant)}<br /><code>${tenant.id}</code></p>
    <p>
      ${everybody.length} ${everybody.length === 1 ? 'user' : 'users'}, ${blocked} with sign-in blocked,
      ${deletedUsers().length} deleted.
    </p>
    <p>
      <strong>${world.app.name}:</strong>
      ${
        principal === undefined
          ? html`<span class="tag plain">not installed</span>`
          : !principal.isEnabled
            ? html`<span class="tag bad">switched off</span>`
            : principal.grantedRoles.length === 0
              ? html`<span class="tag plain">signed in to, no permissions granted</span>`
              : html`<span class="tag good">may act</span>`
      }
    </p>
    ${
      principal === undefined
        ? ''
        : html`<p class="soft">${principal.grantedRoles.join(', ')}</p>
            <form method="post" action="${action}" class="row">
              ${
                principal.grantedRoles.length > 0
                  ? html`<button id="w-${tenant.id}" name="do" value="withdraw">Take permissions back</button>`
                  : ''
              }
              <button id="s-${tenant.id}" name="do" value="${principal.isEnabled ? 'disable' : 'enable'}">
                ${principal.isEnabled ? 'Switch off' : 'Switch on'}
              </button>
              <button id="r-${tenant.id}" name="do" value="remove">Remove the app</button>
            </form>`
    }
  </section>`
}
