import { html, raw } from 'hono/html'

/** A piece of escaped HTML. */
export type Html = ReturnType<typeof html>

const style = `
:root { color-scheme: light dark; --ink: #1d2433; --soft: #5a6478; --paper: #ffffff; --ground: #eef1f6; --line: #d3d9e4;
  --accent: #2456c5; --on-accent: #ffffff; --hint: #fff6da; --hint-ink: #5f4700; --bad: #b3261e; --good: #1a6b3c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecf4; --soft: #a9b3c6; --paper: #1b2130; --ground: #10141e;
  --line: #37415a; --accent: #9dbbff; --on-accent: #0c1733; --hint: #3a3114; --hint-ink: #ffe7a0; --bad: #ffb4ab; --good: #86d9a6; } }
* { box-sizing: border-box } 
body { margin: 0; font: 16px/1.5 system-ui, "Segoe UI", sans-serif; color: var(--ink); background: var(--ground); }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; font-weight: 650; } h2 { font-size: 1.1rem; margin: 1.75rem 0 .5rem; }
p { margin: .5rem 0 } a { color: var(--accent); text-underline-offset: .15em; } .soft { color: var(--soft); font-size: .925rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.label { background: var(--hint); color: var(--hint-ink); padding: .4rem 1rem; text-align: center; font-size: .875rem; }
button, .button { font: inherit; border-radius: .4rem; border: 1px solid var(--line); background: var(--paper); color: var(--ink);
  padding: .5rem 1.1rem; cursor: pointer; min-height: 2.75rem; text-decoration: none; display: inline-flex; align-items: center; }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
button:disabled { cursor: not-allowed; opacity: .65; }
input, select { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--soft); border-radius: .4rem; padding: .45rem .7rem; min-height: 2.75rem; width: 100%; }
input[type=checkbox] { width: 1.25rem; min-height: 1.25rem; accent-color: var(--accent); }
.actions { display: flex; gap: .75rem; justify-content: flex-end; margin-top: 1.5rem; flex-wrap: wrap; }
`

/** A whole page with the word “emulator” on top, so that nobody takes it for the real thing. */
export function pageOf(options: { title: string; styles?: string; body: Html; head?: Html }): Html {
  return html`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${options.title}</title>
        <style>
          ${raw(style + (options.styles ?? ''))}
        </style>
        ${options.head ?? ''}
      </head>
      <body>
        <div class="label">
          Emulator: this is not Microsoft. No password is asked for, and nothing leaves this machine.
        </div>
        ${options.body}
      </body>
    </html>`
}

export async function htmlResponse(page: Html, status = 200, headers: Record<string, string> = {}): Promise<Response> {
  return new Response((await page).toString(), {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
    },
  })
}
