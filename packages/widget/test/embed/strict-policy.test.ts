import { expect, it } from 'vitest'
import { disconnected } from '../../../../.storybook/fake-bff.ts'
import { person, report } from '../../../../.storybook/fake-people.ts'
import { embedding, tokenFor } from './embedding.ts'
import { blocksOf } from './host-guide.ts'

const [policy = ''] = blocksOf('text')

/** As the host guide has it. `login.example` stands for Microsoft's sign-in in the stories' BFF. */
const policyFor = (bff: string) =>
  policy
    .replaceAll('\n', ' ')
    .replace('https://entra.plumm.example', bff)
    .replace('https://login.microsoftonline.com', 'https://login.example')

it('breaks no rule of a strict policy, from the first visit to Microsoft’s window', async () => {
  expect(policyFor('')).toContain("default-src 'none'")
  const { host, bff, context } = await embedding({
    newcomer: { connection: disconnected() },
    northwind: { statuses: [report('suspended')] },
  })
  const violations: string[] = []
  await context.exposeFunction('tell', (what: string) => void violations.push(what))
  await context.addInitScript(() =>
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, sample }) => {
      const tell: unknown = Reflect.get(window, 'tell')
      if (typeof tell === 'function') tell(`${effectiveDirective} ${blockedURI} ${sourceFile} ${sample}`)
    }),
  )
  const visit = async (path: string, attributes: string) => {
    host.pages.set(path, {
      html: `<!doctype html><html lang="en-GB"><title>Host</title><script type="module" src="/bundled/page.js"></script><div id="entra" data-bff="${bff.origin}" ${attributes}></div></html>`,
      headers: { 'content-security-policy': policyFor(bff.origin) },
    })
    const page = await context.newPage()
    await page.goto(`${host.origin}${path}`)
    return page
  }

  const first = await visit('/first', `data-token="${tokenFor({ companyId: 'newcomer' })}"`)
  first.setDefaultTimeout(10_000)
  await Promise.all([
    first.waitForRequest(/^https:\/\/login\.example\//),
    first.getByRole('button', { name: 'Connect', exact: true }).click(),
  ])

  const panel = await visit('/panel', `data-token="${tokenFor()}"`)
  await panel.getByRole('button', { name: 'Activity log' }).click()
  await panel.getByRole('dialog').waitFor()
  await panel.keyboard.press('Escape')
  await panel.getByRole('button', { name: 'Settings' }).click()
  await panel.getByRole('dialog').getByRole('heading', { level: 2 }).waitFor()
  await panel.keyboard.press('Escape')
  await panel.getByRole('button', { name: 'Disconnect …' }).click()
  await panel.getByRole('alertdialog').waitFor()

  const badge = await visit('/badge', `data-token="${tokenFor()}" data-person="${person(0).id}"`)
  await badge.getByRole('button', { name: /Suspended/ }).click()
  await badge.getByRole('dialog').waitFor()
  expect(violations).toEqual([])

  // The rules are on: what they forbid is noticed.
  await badge.evaluate(() =>
    document.body.append(Object.assign(document.createElement('style'), { textContent: 'p {}' })),
  )
  await expect.poll(() => violations).toEqual([expect.stringContaining('style-src')])
})
