import type { Page } from 'playwright-core'
import { noteRequests } from '../entra-witness.ts'
import { PAGE_MS, openPanel, openStore } from '../plumm-pages.ts'
import { type Step, type TourWorld, photograph } from '../world.ts'
import { until } from '../wait.ts'

/** Microsoft's and our own checks take a few calls. */
const CONNECT_MS = 30_000

const administrator = 'admin@contoso.com'
const nobodySpecial = 'user@contoso.com'

/** Connect, sign in as Contoso's administrator, grant permission: the panel arrives at the preview. */
export const connect: Step = {
  name: 'connect',
  take: async (world, evidence) => {
    const { page, entra, demo } = world
    const mark = entra.mark()
    await page.goto(demo.url)
    await openStore(page)
    await page.getByRole('link', { name: /^Connect/ }).waitFor()
    await photograph(world, evidence, '03-store')
    await openPanel(page)
    await page.getByRole('heading', { name: 'Keep Microsoft Entra in step with Plumm' }).waitFor()
    await photograph(world, evidence, '04-before-connecting')
    await connectAsAdministrator(world, async () => {
      await page.getByRole('heading', { name: 'Allow Plumm to look after accounts in Contoso' }).waitFor()
      await photograph(world, evidence, '05-permissions')
    })
    evidence.page = [await headingOf(page, /what will change in Contoso/)]
    evidence.after = { granted: entra.contoso.grantedRoles() }
    if (!entra.contoso.grantedRoles().includes('User.ReadWrite.All')) throw new Error('Contoso granted nothing.')
    const writes = entra.writesSince(mark)
    noteRequests(evidence, writes)
    if (writes.length > 0) throw new Error('Connecting alone wrote to Entra.')
  },
}

/** Somebody who may not, and somebody who closes the window: both are told so, and can go on from there. */
export const refused: Step = {
  name: 'refused, recoverable',
  take: async (world, evidence) => {
    const { page, entra, demo } = world
    const mark = entra.mark()
    await page.goto(demo.url)
    await openPanel(page)
    const closed = await openMicrosoft(page)
    await closed.getByRole('button', { name: administrator }).waitFor()
    await closed.close()
    const cancelled = page.getByText(/Sign-in was cancelled|Microsoft’s window looks closed/).first()
    await cancelled.waitFor()
    evidence.page = [await cancelled.innerText()]
    await photograph(world, evidence, '01-window-closed')
    const [again] = await Promise.all([
      page.waitForEvent('popup', { timeout: PAGE_MS }),
      page
        .getByRole('button', { name: /again|Connect/ })
        .first()
        .click(),
    ])
    await signInAs(again, nobodySpecial)
    const refusal = page.getByRole('heading', { name: 'This account cannot connect' })
    await refusal.waitFor({ timeout: CONNECT_MS })
    evidence.page.push(await refusal.innerText())
    await photograph(world, evidence, '02-not-an-administrator')
    await page.getByRole('button', { name: 'Back' }).click()
    await page.getByRole('button', { name: /^Connect/ }).waitFor()
    evidence.after = { granted: entra.contoso.grantedRoles() }
    if (entra.contoso.grantedRoles().length > 0 || entra.writesSince(mark).length > 0) {
      throw new Error('Somebody without the role got further than a refusal.')
    }
  },
}

/** The clicks of connecting; where permission was given before, Microsoft does not ask again. */
export async function connectAsAdministrator(world: TourWorld, beforeConsent: () => Promise<void>): Promise<void> {
  const { page } = world
  await signInAs(await openMicrosoft(page), administrator)
  const consent = page.getByRole('button', { name: 'Continue to Microsoft' })
  const preview = page.getByRole('heading', { name: /what will change in Contoso/ })
  await consent.or(preview).first().waitFor({ timeout: CONNECT_MS })
  if (await consent.isVisible()) {
    await beforeConsent()
    const [window] = await Promise.all([page.waitForEvent('popup', { timeout: PAGE_MS }), consent.click()])
    await grant(window)
  }
  await preview.waitFor({ timeout: CONNECT_MS })
}

/** Connect, and the window that it opens. */
async function openMicrosoft(page: Page): Promise<Page> {
  const [window] = await Promise.all([
    page.waitForEvent('popup', { timeout: PAGE_MS }),
    page.getByRole('button', { name: /^Connect/ }).click(),
  ])
  return window
}

async function signInAs(window: Page, signInName: string): Promise<void> {
  await window.getByRole('button', { name: signInName }).click()
  await untilClosed(window)
}

async function grant(window: Page): Promise<void> {
  const account = window.getByRole('button', { name: administrator })
  const accept = window.getByRole('button', { name: 'Accept' })
  await account.or(accept).waitFor()
  if (await account.isVisible()) await account.click()
  await accept.click()
  await untilClosed(window)
}

async function untilClosed(window: Page): Promise<void> {
  await until('Microsoft’s window closing by itself', CONNECT_MS, () => window.isClosed())
}

export async function headingOf(page: Page, name: RegExp): Promise<string> {
  return page.getByRole('heading', { name }).first().innerText()
}
