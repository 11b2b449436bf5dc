import type { Locator, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { person, report } from '../../../../.storybook/fake-people.ts'
import { embedding, plainPage, tokenFor } from './embedding.ts'

const hostile =
  '* { all: unset !important; color: red !important; display: block !important; font: 40px serif !important }'
/** A font is the one thing that is meant to come from the host. */
const clean = 'html, body { margin: 0; font-family: serif } script, style { display: none }'

/** How everything in a shadow root measures and looks. */
const looksOf = (place: Locator) =>
  place.evaluate((host) =>
    [...(host.shadowRoot?.querySelectorAll('.plumm-entra, .plumm-entra *') ?? [])].map((element) => {
      const { color, display, fontSize, fontFamily, lineHeight, backgroundColor, cursor } = getComputedStyle(element)
      const { width, height } = element.getBoundingClientRect()
      const look = [color, display, fontSize, fontFamily, lineHeight, backgroundColor, cursor].join(' | ')
      return `${element.tagName}.${element.getAttribute('class') ?? ''}: ${width.toFixed(1)} × ${height.toFixed(1)} | ${look}`
    }),
  )

/** The panel, its question before disconnecting, and a badge's card, in a page with these styles. */
async function looksUnder(
  css: string,
  open: (html: string, how: { path: string }) => Promise<{ page: Page }>,
  bff: string,
) {
  const script = `
    import { mount } from '@plumm/entra-widget'
    const options = {
      bffUrl: '${bff}',
      redirectBridgeUrl: location.origin + '/bridge.html',
      getSessionToken: async () => '${tokenFor()}',
      environment: { now: () => Date.parse('2026-11-24T14:32:00Z') },
      theme: 'light',
    }
    mount(document.querySelector('#panel'), options)
    mount(document.querySelector('#badge'), { ...options, view: { is: 'badge', personId: '${person(0).id}' } })`
  const body = '<div id="badge"></div><div id="panel"></div>'
  const { page } = await open(plainPage(script, { head: `<style>${css}</style>`, body }), {
    path: css === clean ? '/clean' : '/hostile',
  })
  const panel = page.locator('#panel')
  const badge = page.locator('#badge')
  await panel.getByRole('heading', { name: /keeps 412 people in step/ }).waitFor()
  await panel.getByText('Suspended Ana Ruiz').waitFor()
  const looks = { panel: await looksOf(panel), card: [''], dialog: [''] }
  await badge.getByRole('button', { name: /On hold/ }).click()
  await badge.getByRole('dialog').waitFor()
  await page.mouse.move(1, 1)
  await settled(page)
  looks.card = await looksOf(badge)
  await page.screenshot({ path: `../../artifacts/embed/card${css === clean ? '' : '-hostile'}.png` })
  await page.keyboard.press('Escape')
  await badge.getByRole('dialog').waitFor({ state: 'detached' })
  await panel.getByRole('button', { name: 'Disconnect …' }).click()
  await panel.getByRole('alertdialog').waitFor()
  // Where the click left the pointer a button may stand now, and look hovered.
  await page.mouse.move(1, 1)
  await settled(page)
  looks.dialog = await looksOf(panel)
  await page.screenshot({ path: `../../artifacts/embed/dialog${css === clean ? '' : '-hostile'}.png` })
  return looks
}

/** No animation is under way, nor in a shadow root, which the document does not speak for. */
const settled = async (page: Page) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.evaluate(async () => {
    // What the pointer is over is worked out with a frame.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    const roots = [document, ...[...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? [])]
    const animations = roots.flatMap((root) => root.getAnimations())
    await Promise.all(animations.map((animation) => animation.finished.catch(() => undefined)))
  })
}

it('measures and looks the same in a page whose styles are out to hurt it', async () => {
  const { bff, open } = await embedding({
    northwind: { statuses: [report('held', { reason: 'sign-in-blocked', actor: 'hr' })] },
  })
  const before = await looksUnder(clean, open, bff.origin)
  const under = await looksUnder(hostile, open, bff.origin)
  expect(before.panel.length).toBeGreaterThan(60)
  expect(under.panel).toEqual(before.panel)
  expect(under.card).toEqual(before.card)
  expect(under.dialog).toEqual(before.dialog)
})
