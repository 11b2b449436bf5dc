import { html } from 'hono/html'
import type { Fault, Faults } from '../faults.ts'
import { portalPage } from './portal-page.ts'

/** What a person can order, by name. */
const kinds: Record<string, { words: string; fault: Fault }> = {
  throttled: { words: '429, come back in 10 s', fault: { status: 429, retryAfterSeconds: 10 } },
  'throttled-decimal': { words: '429, come back in 0.249 s', fault: { status: 429, retryAfterSeconds: 0.249 } },
  'throttled-silent': { words: '429 that does not say for how long', fault: { status: 429 } },
  unavailable: { words: '503 with a page of HTML', fault: { status: 503, html: true } },
  empty: { words: '503 with nothing in it', fault: { status: 503, empty: true } },
  'timeout-after': {
    words: '504 after the call was carried out',
    fault: { status: 504, empty: true, afterwards: true },
  },
  unauthorized: { words: '401 though the token is good', fault: { status: 401 } },
  concurrency: { words: '409, somebody else is at it', fault: { status: 409 } },
  reset: { words: 'The connection breaks', fault: { broken: 'reset' } },
  hang: { words: 'No answer at all', fault: { broken: 'hang' } },
  truncated: { words: 'JSON that ends in the middle', fault: { broken: 'truncated' } },
}

const rates: Record<string, string> = { once: 'the next call', '0.1': 'every tenth call', '0.5': 'every other call' }

/** GET /_emulator/portal/faults */
export function faultsPage(faults: Faults, patterns: readonly string[]): Promise<Response> {
  const ordered = [...faults.unclaimed(), ...faults.standing()]
  return portalPage({
    title: 'Faults',
    current: '/_emulator/portal/faults',
    body: html`
      <h1>Faults</h1>
      <p class="soft">Let something go wrong, and watch how the app copes.</p>
      <div class="two">
        <section class="card" aria-labelledby="order">
          <h2 id="order">Order a fault</h2>
          <form method="post">
            <div class="field">
              <label for="pattern">Which call</label>
              <select id="pattern" name="pattern">
                <option value="*">any call, now and then</option>
                ${patterns.map((pattern) => html`<option>${pattern}</option>`)}
              </select>
            </div>
            <div class="field">
              <label for="kind">What happens</label>
              <select id="kind" name="kind">
                ${Object.entries(kinds).map(([kind, { words }]) => html`<option value="${kind}">${words}</option>`)}
              </select>
            </div>
            <div class="field">
              <label for="rate">How often</label>
              <select id="rate" name="rate">
                ${Object.entries(rates).map(([rate, words]) => html`<option value="${rate}">${words}</option>`)}
              </select>
            </div>
            <div class="actions"><button name="do" value="order" class="primary">Order</button></div>
          </form>
        </section>
        <section class="card" aria-labelledby="ordered">
          <h2 id="ordered">Still to come</h2>
          <div id="faults" data-live>
            ${
              ordered.length === 0
                ? html`<p class="soft">Nothing. Everything works as it should.</p>`
                : html`<ul class="plain">
                      ${ordered.map((words) => html`<li><code>${words}</code></li>`)}
                    </ul>
                    <form method="post" class="actions">
                      <button id="clear" name="do" value="clear">Clear all</button>
                    </form>`
            }
          </div>
        </section>
      </div>
    `,
  })
}

/** What the form above says; a form that makes no sense orders nothing. */
export function orderFromForm(faults: Faults, form: Record<string, unknown>): void {
  const { do: action, pattern, kind, rate } = form
  if (action === 'clear') faults.clear()
  const chosen = typeof kind === 'string' ? kinds[kind] : undefined
  if (action !== 'order' || !chosen || typeof pattern !== 'string') return
  // A wide pattern has no next call of its own: it strikes by rate.
  const share = Number(rate)
  if (share > 0 && share <= 1) faults.failSometimes(pattern, chosen.fault, { rate: share })
  else if (pattern === '*') faults.failSometimes(pattern, { ...chosen.fault, times: 1 }, { rate: 1 })
  else faults.failNext(pattern, chosen.fault)
}
