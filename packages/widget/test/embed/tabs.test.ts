import { expect, it } from 'vitest'
import { connected } from '../../../../.storybook/fake-bff.ts'
import { embedding, plainPage, tokenFor } from './embedding.ts'

const panels = (bff: string, tokens: string[]) =>
  plainPage(
    `
    import { mount } from '@plumm/entra-widget'
    const tokens = ${JSON.stringify(tokens)}
    tokens.forEach((token, index) => mount(document.querySelector('#at' + index), {
      bffUrl: '${bff}',
      redirectBridgeUrl: location.origin + '/bridge.html',
      getSessionToken: async () => token,
    }))`,
    { body: tokens.map((_, index) => `<div id="at${index}"></div>`).join('') },
  )

it('asks for one stream from two tabs of a browser, and the second takes over when the first is closed', async () => {
  const { bff, open } = await embedding()
  const asked = () => bff.requests.filter(({ path }) => path === '/api/stream').length
  const say = (people: number) =>
    bff.company('northwind').push({
      event: 'connection',
      data: { state: 'active', ...connected(), counts: { ...connected().counts, synced: people, suspended: 0 } },
    })

  const { page: first } = await open(panels(bff.origin, [tokenFor()]))
  await first.getByRole('heading', { name: /keeps 412 people/ }).waitFor()
  await expect.poll(bff.streams).toBe(1)
  const { page: second } = await open(panels(bff.origin, [tokenFor()]), { path: '/second' })
  await second.getByRole('heading', { name: /keeps 412 people/ }).waitFor()
  say(500)
  await first.getByRole('heading', { name: /keeps 500 people/ }).waitFor()
  await second.getByRole('heading', { name: /keeps 500 people/ }).waitFor()
  expect(asked()).toBe(1)

  const lookedBefore = bff.requests.filter(({ path }) => path === '/api/connection').length
  await first.close()
  await expect.poll(asked).toBe(2)
  await expect.poll(bff.streams).toBe(1)
  // It may have missed something meanwhile, so it reads again.
  await expect
    .poll(() => bff.requests.filter(({ path }) => path === '/api/connection').length)
    .toBeGreaterThan(lookedBefore)
  say(600)
  await second.getByRole('heading', { name: /keeps 600 people/ }).waitFor()
  expect(asked()).toBe(2)
})

it('shares between the widgets of one page, but with nobody of fewer permissions or another name', async () => {
  const { bff, open } = await embedding()
  const reader = tokenFor({ permissions: ['status:read', 'integrations:read'] })
  const { page } = await open(panels(bff.origin, [tokenFor(), tokenFor(), reader, tokenFor({ sub: 'ann' })]))
  await expect.poll(() => page.getByRole('heading', { name: /keeps 412 people/ }).count()).toBe(4)
  await expect.poll(bff.streams).toBe(3)
  expect(bff.requests.filter(({ path }) => path === '/api/stream')).toHaveLength(3)
})
