import { html } from 'hono/html'
import type { QuotaGauge } from '../graph/quota.ts'
import type { World } from '../world.ts'
import type { Html } from './page.ts'
import { portalPage } from './portal-page.ts'
import { appName, spanText } from './words.ts'

/** GET /_emulator/portal/quotas: how near each app is to being throttled. */
export function quotasPage(world: World, gauges: readonly QuotaGauge[]): Promise<Response> {
  const fullest = gauges.toSorted((a, b) => b.used / b.max - a.used / a.max)
  return portalPage({
    title: 'Quotas',
    current: '/_emulator/portal/quotas',
    body: html`
      <h1>Quotas</h1>
      <p class="soft">
        What was spent in the window that ends now, refused calls included. From 100 % on calls get 429, and calling
        early prolongs the wait.
      </p>
      <div class="table" id="quotas" data-live>
        ${
          fullest.length === 0
            ? html`<p class="empty">No call has been counted yet.</p>`
            : html`<table>
                <thead>
                  <tr>
                    <th scope="col">Limit</th>
                    <th scope="col">App</th>
                    <th scope="col">Tenant</th>
                    <th scope="col">Used</th>
                    <th scope="col">State</th>
                  </tr>
                </thead>
                <tbody>
                  ${fullest.map((gauge) => row(world, gauge))}
                </tbody>
              </table>`
        }
      </div>
    `,
  })
}

function row(world: World, { name, appId, tenantId, used, max, windowMs, throttledUntil }: QuotaGauge): Html {
  const share = Math.round((used / max) * 100)
  const count = (value: number) => Math.round(value).toLocaleString('en-GB')
  return html`<tr>
    <th scope="row">${name}</th>
    <td>${name === 'writes in the tenant' ? 'all apps' : appName(world, appId)}</td>
    <td>${tenantId === undefined ? 'all tenants' : (world.tenants.get(tenantId)?.name ?? tenantId)}</td>
    <td>
      <meter min="0" max="${Math.max(max, used)}" low="${max * 0.8}" high="${max}" optimum="0" value="${used}">
        ${share} %
      </meter>
      ${count(used)} of ${count(max)} in ${spanText(windowMs)}
    </td>
    <td>
      ${
        throttledUntil > 0
          ? html`<span class="tag bad">throttled, ${spanText(throttledUntil - world.now())} more</span>`
          : share > 80
            ? html`<span class="tag plain">${share} %: ${share < 100 ? 'nearly ' : ''}full</span>`
            : html`<span class="tag good">${share} %</span>`
      }
    </td>
  </tr>`
}
