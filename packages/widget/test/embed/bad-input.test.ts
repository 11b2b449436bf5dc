import { expect, it } from 'vitest'
import { connected } from '../../../../.storybook/fake-bff.ts'
import { person, report } from '../../../../.storybook/fake-people.ts'
import { embedding, plainPage, tokenFor } from './embedding.ts'

const hostPage = (bff: string, more = '', badges = 0) =>
  plainPage(
    `
    import { mount } from '@plumm/entra-widget'
    window.heard = []
    const options = {
      bffUrl: '${bff}',
      redirectBridgeUrl: location.origin + '/bridge.html',
      getSessionToken: async () => '${tokenFor()}',
      onEvent: (event) => window.heard.push(event.is === 'problem' ? event.code : event.state),
      ${more}
    }
    mount(document.querySelector('#entra'), options)
    document.querySelectorAll('[data-person]').forEach((place) =>
      mount(place, { ...options, view: { is: 'badge', personId: place.dataset.person } }))`,
    {
      body: `<h1>Plumm</h1><div id="entra"></div>${Array.from({ length: badges }, (_, index) => `<div data-person="${person(index).id}"></div>`).join('')}`,
    },
  )

const html = '<!doctype html><h1>Wartungsarbeiten</h1>'
const nonsense: [string, () => Response, RegExp][] = [
  ['is down', () => Response.error(), /cannot be reached just now/],
  [
    'answers HTML with 200',
    () => new Response(html, { headers: { 'content-type': 'text/html' } }),
    /do not understand/,
  ],
  [
    'answers half a document',
    () => new Response('{"state":"act', { headers: { 'content-type': 'application/json' } }),
    /./,
  ],
  ['answers other types', () => Response.json({ ...connected(), state: 7, counts: 'many' }), /do not understand/],
  ['answers nothing at all', () => new Response(null, { status: 204 }), /do not understand/],
  ['fails in HTML', () => new Response(html, { status: 502 }), /cannot be reached just now/],
  [
    'is so new that it knows other states',
    () => Response.json({ state: 'hibernating', ...connected() }),
    /do not understand/,
  ],
  [
    'is so old that it lacks the endpoint',
    () => new Response('404 page not found', { status: 404 }),
    /do not understand/,
  ],
  [
    'is so old that it lacks a field',
    () => Response.json({ state: 'active', ...connected(), counts: undefined }),
    /do not understand/,
  ],
]

const isConnection = (path: string) => path === '/api/connection'

it.each(nonsense)('says so when the BFF %s, and tells the host', async (_, answer, words) => {
  const { bff, open } = await embedding()
  bff.behave((path) => (isConnection(path) ? answer() : undefined))
  const { page, errors } = await open(hostPage(bff.origin))
  await page.locator('#entra').getByRole('alert').filter({ hasText: words }).waitFor({ timeout: 20_000 })
  expect(await page.evaluate(() => Reflect.get(window, 'heard'))).not.toEqual([])
  bff.behave(null)
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('heading', { name: /keeps 412 people in step/ }).waitFor()
  expect(errors).toEqual([])
})

it('begins by itself when the BFF is there, though its stream was all along', async () => {
  const { bff, open } = await embedding()
  bff.behave((path) => (isConnection(path) ? Response.json({}) : undefined))
  const { page } = await open(hostPage(bff.origin))
  await page.locator('#entra').getByRole('alert').waitFor()
  await expect.poll(bff.streams).toBe(1)
  bff.behave(null)
  await page.getByRole('heading', { name: /keeps 412 people in step/ }).waitFor()
})

it('keeps what it had while the BFF is down, and carries on by itself', async () => {
  const { bff, open } = await embedding()
  const { page, errors } = await open(hostPage(bff.origin))
  const heading = page.getByRole('heading', { name: /keeps 412 people in step/ })
  await heading.waitFor()
  await expect.poll(bff.streams).toBe(1)
  bff.behave(() => Response.error())
  bff.hangUp()
  const notice = page.locator('#entra .pe-notice').filter({ hasText: /cannot be reached just now/ })
  await notice.waitFor({ timeout: 20_000 })
  expect(await heading.isVisible()).toBe(true)
  expect(await page.getByRole('heading', { name: 'Plumm', exact: true }).isVisible()).toBe(true)

  bff.behave(null)
  await notice.waitFor({ state: 'detached', timeout: 20_000 })
  expect(errors).toEqual([])
})

it('waits calmly for a slow BFF', async () => {
  const { bff, open } = await embedding()
  const late = Promise.withResolvers<undefined>()
  bff.behave((path) => (path === '/api/connection' ? late.promise : undefined))
  const { page } = await open(hostPage(bff.origin))
  await expect.poll(() => bff.requests.some(({ path }) => path === '/api/connection')).toBe(true)
  await page.locator('.pe-skeleton').waitFor()
  expect(await page.getByRole('alert').count()).toBe(0)
  late.resolve(undefined)
  await page.getByRole('heading', { name: /keeps 412 people in step/ }).waitFor()
})

it('leaves out what a newer BFF says besides, and keeps listening to the rest', async () => {
  const { bff, open } = await embedding({ northwind: { statuses: [report('synced')] } })
  const { page, errors } = await open(hostPage(bff.origin, '', 1))
  await page.getByText('In step').last().waitFor()
  await expect.poll(bff.streams).toBe(1)
  const { push } = bff.company('northwind')
  const say = (event: string, data: unknown) => Reflect.apply(push, undefined, [{ event, data }])
  say('weather', { mood: 'fine' })
  say('status', 'nonsense')
  say('connection', { state: 'hibernating' })
  say('status', [{ ...report('suspended'), mood: 'good' }])
  await page.getByRole('button', { name: 'Microsoft Entra: Suspended in Entra' }).waitFor()
  expect(errors).toEqual([])
})

it('shows a status whose reason only a newer BFF knows', async () => {
  const { bff, open } = await embedding()
  const statuses = [{ ...report('blocked', {}, person(0).id), reason: 'eclipse' }, report('synced', {}, person(1).id)]
  bff.behave((path) => (path === '/api/people/statuses' ? Response.json({ statuses }) : undefined))
  const { page } = await open(hostPage(bff.origin, '', 2))
  await page.getByRole('button', { name: 'Microsoft Entra: In step' }).waitFor()
  await page.getByRole('button', { name: 'Microsoft Entra: Blocked' }).click()
  expect(await page.getByRole('dialog', { name: 'Blocked' }).innerText()).not.toContain('eclipse')
})

it('breaks alone: a part that throws says so, and the page around it stays', async () => {
  const { bff, open } = await embedding()
  const { page } = await open(hostPage(bff.origin, "environment: { now: () => { throw new Error('no clock') } },"))
  await page.getByText('This part of the page stopped working').waitFor()
  expect(await page.getByRole('heading', { name: 'Plumm', exact: true }).isVisible()).toBe(true)
})

it('is not stopped by a host whose callbacks throw', async () => {
  const { bff, open } = await embedding()
  const { page } = await open(hostPage(bff.origin, "onEvent: () => { throw new Error('theirs') }, locale: 'en_GB',"))
  await page.getByRole('heading', { name: /keeps 412 people in step/ }).waitFor()
  await expect.poll(bff.streams).toBe(1)
})
