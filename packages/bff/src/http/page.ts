import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'

export type Html = ReturnType<typeof html>

/** Light and dark, from 320 pixels up; nothing is loaded from anywhere. */
const STYLE = `:root{color-scheme:light dark;--soft:light-dark(#57606a,#a3abb5);--line:light-dark(#d5d9de,#3d444d);--accent:light-dark(#1f5fbf,#1f5fbf)}
body{font:16px/1.55 system-ui,sans-serif;display:grid;place-content:center;min-height:100vh;margin:0;padding:1.5rem;box-sizing:border-box}
main{max-width:34rem;overflow-wrap:anywhere}main.short{max-width:38ch;text-align:center}
h1{font-size:1.375rem;line-height:1.3;margin:0 0 .75rem}.short h1{font-size:1.25rem}h2{font-size:1rem;margin:1.5rem 0 .25rem}
p{margin:0 0 .75rem}ul{margin:0;padding-left:1.25rem}li{margin:.2rem 0}.soft{color:var(--soft);font-size:.9375rem}
form{margin:1.75rem 0 1rem}button,a.button{font:inherit;font-weight:600;display:inline-block;padding:.65rem 1.25rem;border:1px solid transparent;border-radius:.5rem;background:var(--accent);color:#fff;text-decoration:none;cursor:pointer}
button:focus-visible,a:focus-visible{outline:3px solid light-dark(#84b1f4,#84b1f4);outline-offset:2px}
.note{border-top:1px solid var(--line);padding-top:1rem;margin-top:1.5rem}`

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

export interface Page {
  title: string
  body: Html
  status: number
  /** For a page that is a sentence or two. */
  isShort?: boolean
  /** Runs at the end; no page has another script. */
  script?: string
  /** Where its form may lead, redirects included, which browsers count in (CSP Level 3, form-action). */
  formTo?: readonly string[]
}

/**
 * A page of ours, for people who come from Microsoft or from a link: no cookies, no scripts but the one named, nothing
 * that another site may frame or be told of.
 */
export async function htmlPage({ title, body, status, isShort = false, script, formTo = [] }: Page): Promise<Response> {
  const text = await html`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        ${raw(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <main class="${isShort ? 'short' : ''}">${body}</main>
        ${script === undefined ? '' : raw(`<script>${script}</script>`)}
      </body>
    </html>`
  const policy = {
    'default-src': "'none'",
    'style-src': hashOf(STYLE),
    ...(script === undefined ? {} : { 'script-src': hashOf(script) }),
    'form-action': formTo.length === 0 ? "'none'" : formTo.join(' '),
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
  }
  return new Response(text, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': Object.entries(policy)
        .map((directive) => directive.join(' '))
        .join('; '),
      'referrer-policy': 'no-referrer',
    },
  })
}
