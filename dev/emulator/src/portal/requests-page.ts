import { html } from 'hono/html'
import type { RequestLog, RequestRecord } from '../request-log.ts'
import type { World } from '../world.ts'
import { portalPage } from './portal-page.ts'
import { appName, timeText } from './words.ts'

const SHOWN_MAX = 100

/** GET /_emulator/portal/requests */
export function requestsPage(world: World, log: RequestLog): Promise<Response> {
  const records = log.list().slice(-SHOWN_MAX).toReversed()
  return portalPage({
    title: 'Requests',
    current: '/_emulator/portal/requests',
    body: html`
      <h1>Requests</h1>
      <div class="table" id="requests" data-live>
        <table>
          <caption>
            The last ${SHOWN_MAX}, newest first; the cost is in resource units. This list moves by itself; all of them
            as JSON:
            <a id="json" href="/_emulator/requests">/_emulator/requests</a
            >.
          </caption>
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col">Who</th>
              <th scope="col">Call</th>
              <th scope="col">Answer</th>
              <th scope="col" class="number">Cost</th>
              <th scope="col">Request ID</th>
            </tr>
          </thead>
          <tbody>
            ${records.map((record) => row(world, record))}
          </tbody>
        </table>
      </div>
    `,
  })
}

function row(world: World, record: RequestRecord) {
  const { at, tenantId, appId, method, path, status, requestId, body, isReplyLost, fault, resourceUnits } = record
  const tenant = tenantId === undefined ? undefined : world.tenants.get(tenantId)
  return html`<tr>
    <td class="short">${timeText(at)}</td>
    <td class="name">
      ${appId === undefined ? '' : appName(world, appId)}
      ${tenant === undefined ? '' : html`<br /><span class="soft">in ${tenant.name}</span>`}
    </td>
    <td>
      <code>${method} ${readablePath(path)}</code
      >${body === undefined ? '' : html`<br /><code class="soft">${JSON.stringify(body)}</code>`}
    </td>
    <td>
      <span class="tag ${status >= 400 || status === 0 ? 'bad' : 'good'}">${status === 0 ? 'none' : status}</span>
      ${isReplyLost ? html`<span class="tag bad">answer lost</span>` : ''}
      ${fault === undefined ? '' : html`<span class="tag plain">ordered</span>`}
    </td>
    ${resourceUnits === undefined ? html`<td></td>` : html`<td class="number" data-label="Cost">${resourceUnits}</td>`}
    <td><code>${requestId}</code></td>
  </tr>`
}

/** Readable, and on the sign-in side without its many parameters. */
function readablePath(path: string): string {
  if (!path.startsWith('/v1.0/')) return path.split('?')[0] ?? path
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
