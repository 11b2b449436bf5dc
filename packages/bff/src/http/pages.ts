import { html } from 'hono/html'
import { htmlPage } from './page.ts'

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

/** For windows that Plumm opened; a browser leaves any other window open. */
const CLOSE_SCRIPT = 'setTimeout(function(){window.close()},1200)'

/**
 * The page an administrator is left with in the consent window; it closes itself where the browser lets it. Where
 * Plumm's own page had to make way, `back` leads there again.
 */
export function closingPage(
  which: keyof typeof words,
  status: number,
  { back = null }: { back?: string | null } = {},
): Promise<Response> {
  const [title, text] = words[which]
  const closesItself = which === 'granted' || which === 'refused' || which === 'not-connected'
  return htmlPage({
    title,
    status,
    isShort: true,
    body: html`<h1>${title}</h1>
      <p>${text}</p>
      ${backTo(back)}`,
    ...(closesItself ? { script: CLOSE_SCRIPT } : {}),
  })
}

/** A way back to Plumm; nothing where there is none. */
export function backTo(back: string | null) {
  return back === null ? '' : html`<p><a class="button" href="${back}">Back to Plumm</a></p>`
}
