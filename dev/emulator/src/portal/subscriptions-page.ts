import { html } from 'hono/html'
import type { Delivery, DeliveryRecord } from '../subscriptions/delivery.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import type { World } from '../world.ts'
import type { Html } from './page.ts'
import { portalPage } from './portal-page.ts'
import { spanText, timeText } from './words.ts'

const SHOWN_MAX = 30

/** GET /_emulator/portal/subscriptions: who is told of changes, and what became of it. */
export function subscriptionsPage(world: World, delivery: Delivery): Promise<Response> {
  const live = world.subscriptions.live(world.now())
  return portalPage({
    title: 'Subscriptions',
    current: '/_emulator/portal/subscriptions',
    body: html`
      <h1>Subscriptions</h1>
      <p class="soft">
        Who asked to be told of changes (change notifications). An expired or lost one ends without a word, as in Entra.
      </p>
      <form method="post" class="row">
        <button id="deliver" name="do" value="deliver">Deliver what is due</button>
      </form>
      <div class="table" id="subscriptions" data-live>
        ${
          live.length === 0
            ? html`<p class="empty">No app has subscribed to anything. <code>POST /v1.0/subscriptions</code> does.</p>`
            : html`<table>
                <thead>
                  <tr>
                    <th scope="col">Resource</th>
                    <th scope="col">Tenant</th>
                    <th scope="col">Told at</th>
                    <th scope="col">Endpoint</th>
                    <th scope="col" class="number">Waiting</th>
                    <th scope="col">Expires in</th>
                    <th scope="col"><span class="unseen">Actions</span></th>
                  </tr>
                </thead>
                <tbody>
                  ${live.map((subscription) => row(world, delivery, subscription))}
                </tbody>
              </table>`
        }
      </div>
      <h2>Delivered lately</h2>
      <div class="table" id="deliveries" data-live>${deliveries(delivery.records().slice(0, SHOWN_MAX))}</div>
    `,
  })
}

function row(world: World, delivery: Delivery, subscription: Subscription): Html {
  const { id, resource, tenantId, changeTypes, notificationUrl, expiresAt } = subscription
  const state = delivery.endpointState(notificationUrl)
  return html`<tr>
    <th scope="row">${resource}<br /><span class="soft">${changeTypes.join(', ')}</span></th>
    <td>${world.tenants.get(tenantId)?.name ?? tenantId}</td>
    <td>${notificationUrl}</td>
    <td><span class="tag ${state === 'ok' ? 'good' : 'bad'}">${stateWords[state]}</span></td>
    <td class="number" data-label="Waiting">${delivery.waitingFor(id)}</td>
    <td class="short" data-label="Expires in">${spanText(expiresAt - world.now())}</td>
    <td>
      <form method="post">
        <input type="hidden" name="id" value="${id}" />
        <button id="lose-${id}" name="do" value="lose">Lose it</button>
      </form>
    </td>
  </tr>`
}

const stateWords = { ok: 'in time', slow: 'slow: 10 min later', drop: 'dropped' } as const

function deliveries(records: readonly DeliveryRecord[]): Html {
  if (records.length === 0) return html`<p class="empty">Nothing yet.</p>`
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Time</th>
        <th scope="col">To</th>
        <th scope="col" class="number">Notifications</th>
        <th scope="col">Answer</th>
        <th scope="col" class="number">Took</th>
      </tr>
    </thead>
    <tbody>
      ${records.map(
        ({ at, url, count, status, tookMs, isDelivered }) =>
          html`<tr>
            <td class="short">${timeText(at)}</td>
            <td>${url}</td>
            <td class="number" data-label="Notifications">${count}</td>
            <td>
              <span class="tag ${isDelivered ? 'good' : 'bad'}">${status === 0 ? 'none' : status}</span>
              ${isDelivered ? '' : html`<span class="soft">is tried again</span>`}
            </td>
            <td class="short number" data-label="Took">${tookMs} ms</td>
          </tr>`,
      )}
    </tbody>
  </table>`
}
