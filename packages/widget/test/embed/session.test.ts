import { expect, it } from 'vitest'
import { embedding, plainPage, tokenFor } from './embedding.ts'

/** A host whose session the test ends and brings back: `window.token`, null while there is none. */
const hostPage = (bff: string, token: string | null) =>
  plainPage(`
    import { mount } from '@plumm/entra-widget'
    window.token = ${JSON.stringify(token)}
    window.heard = []
    mount(document.querySelector('#entra'), {
      bffUrl: '${bff}',
      redirectBridgeUrl: location.origin + '/bridge.html',
      getSessionToken: async () => {
        if (window.token === null) throw new Error('Signed out')
        return window.token
      },
      onEvent: (event) => window.heard.push(event.is === 'problem' ? event.code : event.state),
    })`)

it.each([
  ['the host has none to give', null, 'no-session'],
  ['the BFF refuses it', tokenFor({ isOver: true }), 'session-expired'],
])('keeps what it had while a session is over (%s), and carries on when it is back', async (_, token, code) => {
  const { bff, open } = await embedding()
  const { page, errors } = await open(hostPage(bff.origin, tokenFor()))
  const heading = page.getByRole('heading', { name: /keeps 412 people in step/ })
  await heading.waitFor()
  await expect.poll(bff.streams).toBe(1)

  await page.evaluate((next) => Reflect.set(window, 'token', next), token)
  bff.hangUp()
  const notice = page.locator('.pe-notice', { hasText: 'Your session in Plumm has ended' })
  await notice.waitFor({ timeout: 20_000 })
  expect(await heading.isVisible()).toBe(true)
  expect(await page.evaluate(() => Reflect.get(window, 'heard'))).toContain(code)

  await page.evaluate((next) => Reflect.set(window, 'token', next), tokenFor())
  await notice.waitFor({ state: 'detached', timeout: 20_000 })
  await expect.poll(bff.streams, { timeout: 20_000 }).toBe(1)
  expect(errors).toEqual([])
})

it('says so when there is no session at first, and begins by itself when there is one', async () => {
  const { bff, open } = await embedding()
  const { page, errors } = await open(hostPage(bff.origin, null))
  await page.getByRole('alert').waitFor()
  await page.evaluate((next) => Reflect.set(window, 'token', next), tokenFor())
  await page.getByRole('heading', { name: /keeps 412 people in step/ }).waitFor()
  expect(errors).toEqual([])
})
