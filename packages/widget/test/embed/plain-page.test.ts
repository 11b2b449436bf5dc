import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { contoso, connected } from '../../../../.storybook/fake-bff.ts'
import { person, report } from '../../../../.storybook/fake-people.ts'
import { embedding, plainPage, tokenFor } from './embedding.ts'

/** What a script of the host needs to draw something for a company. */
const optionsFor = (bff: { origin: string }, companyId = 'northwind', more = '') => `{
  bffUrl: '${bff.origin}',
  redirectBridgeUrl: location.origin + '/bridge.html',
  getSessionToken: async () => '${tokenFor({ companyId })}',
  ${more}
}`

it('draws the panel by mount() in a page without a bundler, inside a shadow root', async () => {
  const { bff, open } = await embedding()
  const { page, errors } = await open(
    plainPage(`
      import { mount } from '@plumm/entra-widget'
      mount(document.querySelector('#entra'), ${optionsFor(bff)})`),
  )
  await page.getByRole('heading', { name: /keeps 412 people in step/ }).waitFor()
  expect(await page.evaluate(() => document.querySelector('#entra')?.innerHTML)).toBe('')
  expect(await page.evaluate(() => document.adoptedStyleSheets.length)).toBe(0)
  expect(errors).toEqual([])
})

it('draws the custom element, as a panel and as a badge, and tells its events', async () => {
  const { bff, open } = await embedding({ northwind: { statuses: [report('suspended')] } })
  const { page, errors } = await open(
    plainPage(
      `
      import { defineEntraElement } from '@plumm/entra-widget'
      window.heard = []
      addEventListener('entra-event', ({ detail }) => window.heard.push(detail), true)
      defineEntraElement()
      for (const element of document.querySelectorAll('plumm-entra'))
        element.getSessionToken = async () => '${tokenFor()}'`,
      {
        body: `<plumm-entra bff-url="${bff.origin}" redirect-bridge-url="/bridge.html"></plumm-entra>
          <p>Ana Ruiz <plumm-entra bff-url="${bff.origin}" person-id="${person(0).id}"></plumm-entra></p>`,
      },
    ),
  )
  await page.getByRole('heading', { name: /keeps 412 people in step/ }).waitFor()
  await page.getByRole('button', { name: 'Microsoft Entra: Suspended in Entra' }).click()
  await page.getByRole('dialog', { name: 'Suspended in Entra' }).waitFor()
  expect(await page.evaluate(() => Reflect.get(window, 'heard'))).toContainEqual({ is: 'connection', state: 'active' })
  expect(errors).toEqual([])
})

it('keeps focus inside a dialog in a shadow root, and gives it back', async () => {
  const { bff, open } = await embedding()
  const { page } = await open(
    plainPage(
      `
      import { mount } from '@plumm/entra-widget'
      mount(document.querySelector('#entra'), ${optionsFor(bff)})`,
      { body: '<button>Before</button><div id="entra"></div><button>After</button>' },
    ),
  )
  const opener = page.getByRole('button', { name: 'Disconnect …' })
  await opener.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('alertdialog', { name: /Contoso/ })
  await dialog.waitFor()
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement?.shadowRoot?.activeElement
      return { text: element?.textContent, isInDialog: element?.closest('[role=alertdialog]') != null }
    })
  for (let press = 0; press < 6; press += 1) {
    await page.keyboard.press('Tab')
    expect(await focused()).toMatchObject({ isInDialog: true })
  }
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(async () => (await focused()).text).toBe('Disconnect …')
})

it('is twice on one page for two companies, and nothing of one reaches the other', async () => {
  const { bff, open } = await embedding({
    northwind: {},
    fabrikam: { connection: { state: 'active', ...connected(), tenant: { ...contoso, name: 'Fabrikam' } } },
  })
  const { page } = await open(
    plainPage(
      `
      import { mount } from '@plumm/entra-widget'
      window.heard = { one: [], two: [] }
      mount(document.querySelector('#one'), ${optionsFor(bff, 'northwind', "theme: 'light', onEvent: (event) => window.heard.one.push(event.state),")})
      mount(document.querySelector('#two'), ${optionsFor(bff, 'fabrikam', "theme: 'dark', onEvent: (event) => window.heard.two.push(event.state),")})`,
      { body: '<div id="one"></div><div id="two"></div>' },
    ),
  )
  const one = page.locator('#one')
  const two = page.locator('#two')
  await one.getByRole('heading', { name: /in step with Contoso/ }).waitFor()
  await two.getByRole('heading', { name: /in step with Fabrikam/ }).waitFor()
  const ink = (panel: typeof one) => panel.locator('.pe-panel').evaluate((element) => getComputedStyle(element).color)
  expect(await ink(one)).not.toBe(await ink(two))

  await one.getByRole('button', { name: 'Pause' }).click()
  await one.getByRole('heading', { name: /Paused/ }).waitFor()
  await expect.poll(bff.streams).toBe(2)
  expect(await page.evaluate(() => Reflect.get(window, 'heard'))).toEqual({
    one: ['active', 'paused'],
    two: ['active'],
  })
  await two.getByRole('heading', { name: /in step with Fabrikam/ }).waitFor()
})

/** Everything of the host's page that a guest could leave behind. */
const stateOf = (page: Page) =>
  page.evaluate(() => ({
    // react-aria keeps the page from scrolling under a dialog, and takes its style back, but not the attribute.
    html: document.documentElement.outerHTML.replace(' style=""', ''),
    sheets: document.adoptedStyleSheets.length,
    globals: Object.keys(window).toSorted(),
  }))
const listenersOf = (page: Page) => page.evaluate('window.listening.toSorted()')

/** Keeps the names of listeners on window and document, for as long as they are there. */
const countListeners = `
  window.listening = []
  for (const [name, target] of [['window', window], ['document', document]]) {
    const { addEventListener, removeEventListener } = target
    const live = new Map()
    const forget = (entry) => window.listening.splice(window.listening.indexOf(entry), 1)
    target.addEventListener = function (type, listener, options) {
      const entry = name + ' ' + type
      const types = live.get(listener) ?? new Set()
      if (!types.has(type)) window.listening.push(entry)
      live.set(listener, types.add(type))
      options?.signal?.addEventListener('abort', () => types.delete(type) && forget(entry))
      return addEventListener.call(target, type, listener, options)
    }
    target.removeEventListener = function (type, listener, options) {
      if (live.get(listener)?.delete(type)) forget(name + ' ' + type)
      return removeEventListener.call(target, type, listener, options)
    }
  }`

it('leaves the page as it was, however often it comes', async () => {
  const { bff, open } = await embedding()
  const { page } = await open(
    plainPage(
      `
      import { mount } from '@plumm/entra-widget'
      window.draw = () => (window.mounted = mount(document.querySelector('#entra'), ${optionsFor(bff)}))`,
      {
        head: `<script>${countListeners}; window.draw = window.mounted = undefined</script>`,
        body: '<div id="entra"><p>What stood here before</p></div>',
      },
    ),
  )
  await page.waitForFunction('window.draw')
  const before = await stateOf(page)
  const visit = async () => {
    await page.evaluate('void window.draw()')
    await page.getByRole('button', { name: 'Disconnect …' }).click()
    await page.getByRole('alertdialog').waitFor()
    await expect.poll(bff.streams).toBe(1)
    expect(await page.getByText('What stood here before').isVisible()).toBe(false)
    await page.keyboard.press('Escape')
    await page.getByRole('alertdialog').waitFor({ state: 'detached' })
    await page.evaluate('void window.mounted.unmount()')
    await expect.poll(bff.streams, { timeout: 8_000 }).toBe(0)
    expect(await stateOf(page)).toEqual(before)
    expect(await page.getByText('What stood here before').isVisible()).toBe(true)
  }
  await visit()
  // React and react-aria listen to the page once, when they are loaded; nothing of ours does any more.
  const listeners = await listenersOf(page)
  for (const ours of ['window pagehide', 'window pageshow', 'document freeze', 'document resume'])
    expect(listeners).not.toContain(ours)
  await visit()
  expect(await listenersOf(page)).toEqual(listeners)
})

it('does not touch how the host looks', async () => {
  const { bff, open } = await embedding()
  const { page } = await open(
    plainPage(
      `
      import { mount } from '@plumm/entra-widget'
      window.draw = () => mount(document.querySelector('#entra'), ${optionsFor(bff)})`,
      {
        head: '<style>body { font: 18px Georgia; color: navy } ul { list-style: square } button { color: teal }</style>',
        body: '<h1>Plumm</h1><ul><li>One</li></ul><button>Theirs</button><input><li id="entra"></li>',
      },
    ),
  )
  const looks = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('html, body, h1, ul, ul li, button, input')].map((element) => {
        const style = getComputedStyle(element)
        return [element.tagName, ...[...style].map((name) => `${name}: ${style.getPropertyValue(name)}`)]
      }),
    )
  await page.waitForFunction('window.draw')
  // The page grows by what is drawn, and nothing else of it changes.
  const without = (all: string[][]) =>
    all.map((lines) => lines.filter((line) => !/^(block-size|height|perspective-origin|transform-origin):/.test(line)))
  const before = without(await looks())
  await page.evaluate('void window.draw()')
  await page.getByRole('heading', { name: /keeps 412 people in step/ }).waitFor()
  expect(without(await looks())).toEqual(before)
})
