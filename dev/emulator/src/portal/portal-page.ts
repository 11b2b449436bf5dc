import { html, raw } from 'hono/html'
import { type Html, htmlResponse, pageOf } from './page.ts'

const styles = `
header { background: var(--paper); border-bottom: 1px solid var(--line); }
header > div, main { max-width: 86rem; margin: 0 auto; padding: 1rem 1.25rem; }
header > div { display: flex; gap: .5rem 1.75rem; align-items: center; flex-wrap: wrap; }
header strong { font-size: 1.05rem; } nav { display: flex; gap: .25rem 1.25rem; flex-wrap: wrap; } nav a { padding: .35rem 0; }
nav a[aria-current] { color: var(--ink); font-weight: 600; text-decoration-thickness: 2px; }
main { padding-block: 1.75rem 4rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); gap: 1.25rem; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem 1.4rem; }
.card h2 { margin: 0 0 .25rem; }
.table { overflow-x: auto; background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; } caption { text-align: left; padding: .75rem 1rem; color: var(--soft); }
th, td { text-align: left; padding: .55rem 1rem; border-top: 1px solid var(--line); vertical-align: top; } td { overflow-wrap: anywhere; }
thead th { color: var(--soft); font-weight: 550; white-space: nowrap; } tbody th { font-weight: 500; }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 1.25rem; align-items: start; }
@media (min-width: 70rem) { .split { display: grid; grid-template-columns: minmax(0, 2.4fr) minmax(20rem, 1fr); gap: 1.25rem; align-items: start; } .split h2 { margin-top: 0; } }
.short { white-space: nowrap; overflow-wrap: normal; }
.field { display: grid; gap: .25rem; margin: .85rem 0; } .check { display: flex; gap: .6rem; align-items: center; margin: 1rem 0; }
.tag { display: inline-block; border: 1px solid currentColor; border-radius: 1rem; padding: 0 .6rem; font-size: .85rem; white-space: nowrap; }
.tag.bad { color: var(--bad); } .tag.good { color: var(--good); } .tag.plain { color: var(--soft); }
ol.feed { list-style: none; margin: 0; padding: 0; } ol.feed li { padding: .65rem 0; border-top: 1px solid var(--line); } ol.feed li:first-child { border: 0; }
ol.feed time { color: var(--soft); font-variant-numeric: tabular-nums; margin-right: .5rem; }
.notice { border-left: 4px solid var(--accent); background: var(--paper); padding: .75rem 1rem; border-radius: .25rem; margin-bottom: 1.25rem; }
.row { display: flex; gap: .75rem; flex-wrap: wrap; align-items: end; margin-bottom: 1rem; } .row .grow { flex: 1 1 16rem; }
code { font-size: .875rem; } .empty { padding: .75rem 1rem; margin: 0; color: var(--soft); }
.number { font-variant-numeric: tabular-nums; text-align: right; } meter { width: 9rem; margin-right: .5rem; vertical-align: middle; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
main > p.soft + :is(.table, .two, .cards, .row) { margin-top: 1rem; } th.number { text-align: right; }
@media (min-width: 46rem) { .name { min-width: 11rem; overflow-wrap: normal; } }
@media (max-width: 46rem) { .table :is(table, tbody, tr, th, td, caption) { display: block; } .table thead { display: none; }
  .table tr { border-top: 1px solid var(--line); padding: .6rem 1rem; } .table :is(th, td) { border: 0; padding: .1rem 0; text-align: left; }
  .table tbody tr:first-child { border: 0; } .table td:empty { display: none; } .table td button { margin-top: .4rem; }
  .table [data-label]::before { content: attr(data-label) ": "; color: var(--soft); } }
ul.plain { list-style: none; margin: 0; padding: 0; } ul.plain li { padding: .4rem 0; border-top: 1px solid var(--line); } ul.plain li:first-child { border: 0; }
`

/**
 * Looks again every 1.5 s and swaps only the parts marked `data-live` that really changed, so that a screen reader is told
 * of news only. Fields follow too (`data-follow`), except one that a person is at or has changed.
 */
const liveScript = `
const look = async () => {
  try {
    const page = await (await fetch(location.href)).text()
    const fresh = new DOMParser().parseFromString(page, 'text/html')
    for (const part of document.querySelectorAll('[data-live]')) {
      const news = fresh.getElementById(part.id)
      if (!news || news.innerHTML === part.innerHTML) continue
      const focused = part.contains(document.activeElement) ? document.activeElement.id : ''
      part.innerHTML = news.innerHTML
      if (focused) document.getElementById(focused)?.focus()
    }
    for (const field of document.querySelectorAll('[data-follow]')) {
      const news = fresh.getElementById(field.id)
      const was = document.getElementById('was-' + field.id)
      if (!news || !was || field === document.activeElement) continue
      if (field.value !== field.defaultValue || field.checked !== field.defaultChecked) continue
      field.value = field.defaultValue = news.defaultValue
      field.checked = field.defaultChecked = news.defaultChecked
      was.value = fresh.getElementById(was.id).value
    }
  } catch {}
  setTimeout(look, document.hidden ? 5000 : 1500)
}
setTimeout(look, 1500)
`

export function portalPage(options: {
  title: string
  current?: string
  body: Html
  status?: number
}): Promise<Response> {
  const links = [
    ['/_emulator/', 'Tenants'],
    ['/_emulator/portal/requests', 'Requests'],
    ['/_emulator/portal/subscriptions', 'Subscriptions'],
    ['/_emulator/portal/quotas', 'Quotas'],
    ['/_emulator/portal/faults', 'Faults'],
  ] as const
  return htmlResponse(
    pageOf({
      title: `${options.title} · Entra admin (emulator)`,
      styles,
      body: html`
        <header>
          <div>
            <strong>Entra admin</strong>
            <nav aria-label="Main">
              ${links.map(
                ([href, name]) =>
                  html`<a href="${href}" ${options.current === href ? raw('aria-current="page"') : ''}>${name}</a>`,
              )}
            </nav>
          </div>
        </header>
        <main>${options.body}</main>
        <script>
          ${raw(liveScript)}
        </script>
      `,
    }),
    options.status,
  )
}
