import { expect, it } from 'vitest'
import { embedding, plainPage, tokenFor } from './embedding.ts'

it('draws the panel by mount() in a page without a bundler', async () => {
  const { bff, open } = await embedding()
  const { page, errors } = await open(
    plainPage(`
      import { mount } from '@plumm/entra-widget'
      mount(document.querySelector('#entra'), {
        bffUrl: '${bff.origin}',
        redirectBridgeUrl: location.origin + '/bridge.html',
        getSessionToken: async () => '${tokenFor()}',
      })`),
  )
  await page.getByRole('heading', { name: /keeps 412 people in step/ }).waitFor()
  expect(errors).toEqual([])
  await page.screenshot({ path: '/tmp/shots/embed-plain.png' })
})
