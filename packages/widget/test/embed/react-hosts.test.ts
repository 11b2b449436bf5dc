import { expect, it } from 'vitest'
import { person, report } from '../../../../.storybook/fake-people.ts'
import { embedding, plainPage, tokenFor } from './embedding.ts'

const hostWith = (entry: string, bff: string, parts: string) => `
  import { StrictMode, createElement as h, version } from 'react'
  import { createRoot } from 'react-dom/client'
  import * as entra from '${entry}'
  window.reactVersion = version
  const root = createRoot(document.querySelector('#entra'))
  const options = {
    bffUrl: '${bff}',
    redirectBridgeUrl: location.origin + '/bridge.html',
    getSessionToken: async () => '${tokenFor()}',
  }
  window.leave = () => root.unmount()
  root.render(h(StrictMode, null, h('h1', null, 'Plumm'), h(entra.EntraProvider, options, ${parts})))`

it.each(['18', '19'])(
  'is part of a host with React %s: panel, badge, card, dialog, and gone again',
  async (version) => {
    const { bff, open } = await embedding({ northwind: { statuses: [report('suspended')] } })
    const parts = `h(entra.EntraStatusBadge, { personId: '${person(0).id}' }), h(entra.EntraConnection)`
    const { page, errors } = await open(
      plainPage(hostWith('@plumm/entra-widget', bff.origin, parts), { react: `react-${version}` }),
    )
    await page.getByRole('heading', { name: /keeps 412 people in step/ }).waitFor()
    expect(await page.evaluate('window.reactVersion')).toMatch(new RegExp(`^${version}\\.`))
    await page.getByRole('button', { name: 'Microsoft Entra: Suspended in Entra' }).click()
    await page.getByRole('dialog', { name: 'Suspended in Entra' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Settings' }).click()
    await page.getByRole('dialog').getByRole('heading', { level: 2 }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(bff.requests.filter(({ path }) => path === '/api/stream')).toHaveLength(1)

    await page.evaluate('void window.leave()')
    await expect.poll(() => page.evaluate(() => document.adoptedStyleSheets.length)).toBe(0)
    expect(errors).toEqual([])
  },
)

it.each(['18', '19'])('shows a page of badges in a host with React %s, with the light entry', async (version) => {
  const statuses = [0, 1, 2].map((index) => report('synced', {}, person(index).id))
  const { bff, open } = await embedding({ northwind: { statuses } })
  const parts = statuses.map(({ personId }) => `h(entra.EntraStatusBadge, { personId: '${personId}' })`).join()
  const { page, errors } = await open(
    plainPage(hostWith('@plumm/entra-widget/badge', bff.origin, parts), { react: `react-${version}` }),
  )
  await expect.poll(() => page.getByText('In step').count()).toBe(3)
  await page.getByRole('button').first().click()
  await page.getByRole('dialog', { name: 'In step' }).waitFor()
  expect(bff.requests.filter(({ path }) => path === '/api/people/statuses')).toHaveLength(1)
  expect(errors).toEqual([])
})
