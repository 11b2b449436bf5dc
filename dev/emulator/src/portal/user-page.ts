import { html, raw } from 'hono/html'
import { textOf } from '../json.ts'
import type { DirectoryUser } from '../tenant/directory-user.ts'
import { roleName } from '../tenant/roles.ts'
import type { Tenant } from '../tenant/tenant.ts'
import type { World } from '../world.ts'
import { activityFeed } from './activity-feed.ts'
import { portalPage } from './portal-page.ts'
import { propertyName, valueText } from './words.ts'

/** What an administrator can change by hand here. */
export const editable = ['displayName', 'jobTitle', 'department', 'officeLocation', 'mobilePhone'] as const

const shown = [
  'userPrincipalName',
  'mail',
  'displayName',
  'givenName',
  'surname',
  'jobTitle',
  'department',
  'companyName',
  'officeLocation',
  'city',
  'country',
  'usageLocation',
  'mobilePhone',
  'employeeId',
  'accountEnabled',
  'signInSessionsValidFromDateTime',
]

/** GET /_emulator/portal/{tenant}/users/{id} */
export function userPage(world: World, tenant: Tenant, user: DirectoryUser, isSaved: boolean): Promise<Response> {
  const roles = tenant.directory.record(user.id)?.roles ?? []
  const managerId = tenant.directory.newest(user.id)?.managerId
  const manager = managerId === undefined ? undefined : tenant.directory.newest(managerId)?.user
  const path = `/_emulator/portal/${tenant.id}/users/${user.id}`
  return portalPage({
    title: user.displayName,
    body: html`
      <p><a href="/_emulator/portal/${tenant.id}">${tenant.name}: users</a></p>
      <h1>${user.displayName}</h1>
      <p class="soft">${roles.length === 0 ? 'No administrator role' : roles.map(roleName).join(', ')}</p>
      ${
        isSaved
          ? html`<p class="notice" role="status">
              Saved. If the field is synced, watch it being put back on the right.
            </p>`
          : ''
      }
      <div class="two">
        <section class="card" aria-labelledby="edit">
          <h2 id="edit">Edit by hand</h2>
          <form method="post" action="${path}">
            ${editable.map(
              (property) =>
                html`<div class="field">
                  <label for="${property}">${propertyName(property)}</label>
                  <input
                    id="${property}"
                    name="${property}"
                    data-follow
                    value="${textOf(user[property]) ?? ''}"
                    ${property === 'displayName' ? raw('required') : ''}
                  />
                  <input
                    type="hidden"
                    id="was-${property}"
                    name="was-${property}"
                    value="${textOf(user[property]) ?? ''}"
                  />
                </div>`,
            )}
            <div class="check">
              <input
                type="checkbox"
                id="blocked"
                name="blocked"
                data-follow
                value="yes"
                ${user.accountEnabled ? '' : raw('checked')}
              />
              <label for="blocked">Block sign-in</label>
              <input type="hidden" id="was-blocked" name="was-blocked" value="${user.accountEnabled ? '' : 'yes'}" />
            </div>
            <div class="actions">
              <button name="do" value="delete">Delete this user</button>
              <button name="do" value="save" class="primary">Save</button>
            </div>
          </form>
        </section>
        <div>
          <section class="card" aria-labelledby="happened">
            <h2 id="happened">What happened</h2>
            <div id="activity" data-live aria-live="polite">${activityFeed(world, tenant, user.id)}</div>
          </section>
          <h2>As it stands in Entra</h2>
          <div class="table" id="facts" data-live>
            <table>
              <tbody>
                ${shown.map(
                  (property) =>
                    html`<tr>
                      <th scope="row">${propertyName(property)}</th>
                      <td>${valueText(user[property])}</td>
                    </tr>`,
                )}
                <tr>
                  <th scope="row">Manager</th>
                  <td>${manager?.displayName ?? 'empty'}</td>
                </tr>
                <tr>
                  <th scope="row">Object ID</th>
                  <td><code>${user.id}</code></td>
                </tr>
              </tbody>
            </table>
          </div>
        </div>
      </div>
    `,
  })
}
