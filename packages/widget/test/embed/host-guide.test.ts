import { expect, it } from 'vitest'
import { report } from '../../../../.storybook/fake-people.ts'
import { embedding, plainPage, tokenFor } from './embedding.ts'
import { blocksOf } from './host-guide.ts'

const [plainHtml = '', element = ''] = blocksOf('html')

/** A page of the guide, with the addresses of this test. */
const here = (html: string, bff: string) =>
  html
    .replaceAll('https://entra.plumm.example', bff)
    .replaceAll('/vendor/entra-widget/', '/widget/')
    .replaceAll('/vendor/', '/react-19/')

it('draws the plain page of the host guide as it stands there', async () => {
  const { host, bff, open } = await embedding()
  host.pages.set('/session-token', { html: tokenFor() })
  const { page, errors } = await open(here(plainHtml, bff.origin))
  await page.getByRole('heading', { name: /keeps 412 people in step/ }).waitFor()
  expect(await page.locator('body').innerText()).not.toContain('One moment')
  expect(errors).toEqual([])
})

it('draws the custom elements of the host guide as they stand there', async () => {
  const { host, bff, open } = await embedding({ northwind: { statuses: [report('suspended')] } })
  host.pages.set('/session-token', { html: tokenFor() })
  const { page, errors } = await open(plainPage('', { body: here(element, bff.origin) }))
  await page.getByRole('heading', { name: /keeps 412 people in step/ }).waitFor()
  await page.getByRole('button', { name: 'Microsoft Entra: Suspended in Entra' }).waitFor()
  expect(errors).toEqual([])
})
