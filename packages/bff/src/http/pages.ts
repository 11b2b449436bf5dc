import { createHash } from 'node:crypto'

const words = {
  granted: ['Thank you. You can close this window.', 'Plumm carries on by itself in the window you came from.'],
  refused: [
    'Nothing was granted.',
    'You can close this window. Plumm shows how to try again, or how to ask another administrator.',
  ],
  'not-connected': [
    'Permission was given, but this directory was not connected.',
    'You can close this window. Plumm shows why, and what to do.',
  ],
  unknown: [
    'This page is no longer needed.',
    'The attempt it belongs to is over, or was answered already. Close this window and look at Plumm.',
  ],
  malformed: [
    'This page was opened without Microsoft’s answer.',
    'Close this window and start again in Plumm; nothing was changed.',
  ],
} as const

const SCRIPT = 'setTimeout(function(){window.close()},1200)'
const SCRIPT_HASH = createHash('sha256').update(SCRIPT).digest('base64')

/** The page an administrator is left with in the consent window; it closes itself where the browser lets it. */
export function closingPage(which: keyof typeof words, status: number): Response {
  const [title, text] = words[which]
  const script =
    which === 'granted' || which === 'refused' || which === 'not-connected' ? `<script>${SCRIPT}</script>` : ''
  const html = `<!doctype html><html lang="en-GB"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>
:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;display:grid;place-content:center;min-height:100vh;margin:0;padding:1.5rem;text-align:center}
h1{font-size:1.25rem;margin:0 0 .5rem}p{margin:0;opacity:.8;max-width:34ch}</style>
<main><h1>${title}</h1><p>${text}</p></main>${script}</html>`
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${SCRIPT_HASH}'; frame-ancestors 'none'`,
      'referrer-policy': 'no-referrer',
    },
  })
}
