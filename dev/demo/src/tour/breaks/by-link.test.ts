import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, expect, it } from 'vitest'
import { startDemo } from '../../demo.ts'
import { freePort } from '../../loopback.ts'
import { launchBrowser, openContext } from '../browser.ts'
import { openPanel } from '../plumm-pages.ts'
import { openWorld } from '../tour.ts'
import { type TourWorld, photographVariants } from '../world.ts'

const CONNECT_MS = 30_000
const administrator = 'admin@contoso.com'

const undo: (() => unknown)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step()
})

async function open(): Promise<TourWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'plumm-by-link-'))
  undo.push(() => rm(folder, { recursive: true, force: true }))
  const browser = await launchBrowser()
  undo.push(() => browser.close())
  const demo = await startDemo({ port: await freePort(), folder: join(folder, 'data') })
  undo.push(demo.stop)
  const world = await openWorld(demo, browser, { reportFolder: process.env.BY_LINK_PICTURES ?? folder, people: 40 })
  await world.page.goto(demo.url)
  await openPanel(world.page)
  return world
}

it('an IT administrator connects in a browser of their own, by the link that HR sends, and HR sees it happen', async () => {
  const world = await open()
  const { page, browser, entra } = world
  await page.getByRole('button', { name: 'Ask your IT administrator' }).click()
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue()
  await photographVariants(world, {}, 'asked')

  const { context } = await openContext(browser, { viewport: { width: 1280, height: 860 } })
  const theirs: TourWorld = { ...world, page: await context.newPage() }
  const theirPage = theirs.page
  await theirPage.goto(link)
  await theirPage
    .getByRole('heading', { name: 'Jo Park asks you to connect Microsoft Entra to Northwind in Plumm' })
    .waitFor()
  await photographVariants(theirs, {}, 'invitation')

  await signIn(theirPage, 'user@contoso.com')
  await theirPage.getByRole('heading', { name: 'This account may not connect.' }).waitFor()
  await photographVariants(theirs, {}, 'refused')
  await page.getByText('This account cannot connect. The link still works.').waitFor({ timeout: CONNECT_MS })
  await photographVariants(world, {}, 'asked-and-refused')

  await theirPage.goto(link)
  await signIn(theirPage, administrator)
  await theirPage.getByRole('heading', { name: 'Connect contoso.com to Northwind?' }).waitFor()
  await photographVariants(theirs, {}, 'confirmation')
  await page.getByText('Someone from contoso.com has signed in.').waitFor({ timeout: CONNECT_MS })
  expect(entra.contoso.grantedRoles()).toEqual([])

  await theirPage.getByRole('button', { name: 'Connect contoso.com' }).click()
  await grant(theirPage)
  await theirPage.getByRole('heading', { name: 'Thank you. contoso.com is connected.' }).waitFor()
  await photographVariants(theirs, {}, 'connected')
  await page.getByRole('heading', { name: /what will change in Contoso/ }).waitFor({ timeout: CONNECT_MS })

  await theirPage.goto(link)
  await theirPage.getByRole('heading', { name: 'This link does not work.' }).waitFor()
  await photographVariants(theirs, {}, 'dead')
})

it('where the browser opens no window, the same is done in this one, and ends on the panel', async () => {
  const world = await open()
  const { page } = world
  await page.evaluate('window.open = () => null')
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
  await page.getByRole('heading', { name: 'Your browser kept Microsoft’s window shut' }).waitFor()
  await photographVariants(world, {}, 'popup-blocked')
  await page.getByRole('button', { name: 'Continue in this window' }).click()
  await page.getByRole('heading', { name: /asks you to connect/ }).waitFor()
  await signIn(page, administrator)
  await page.getByRole('button', { name: 'Connect contoso.com' }).click()
  await grant(page)
  await page.getByRole('link', { name: 'Back to Plumm' }).click()
  await page.getByRole('heading', { name: /what will change in Contoso/ }).waitFor({ timeout: CONNECT_MS })
  expect(world.entra.contoso.grantedRoles()).toContain('User.ReadWrite.All')
  expect(new URL(page.url()).origin).toBe(world.demo.url)
})

async function signIn(page: Page, signInName: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in with Microsoft' }).click()
  await page.getByRole('button', { name: signInName }).click()
}

async function grant(page: Page): Promise<void> {
  const account = page.getByRole('button', { name: administrator })
  const accept = page.getByRole('button', { name: 'Accept' })
  await account.or(accept).waitFor()
  if (await account.isVisible()) await account.click()
  await accept.click()
}
