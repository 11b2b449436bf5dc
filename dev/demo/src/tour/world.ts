import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Demo } from '../demo.ts'
import type { PlummPerson } from '../plumm/person.ts'
import type { WindowGuard } from './browser.ts'
import type { EntraWitness } from './entra-witness.ts'
import type { Evidence } from './report.ts'

/** Everything a step can see and touch. */
export interface TourWorld {
  demo: Demo
  browser: Browser
  context: BrowserContext
  /** Plumm, as an administrator of Northwind sees it. */
  page: Page
  /** What Entra says, asked directly and not through the product. */
  entra: EntraWitness
  guard: WindowGuard
  reportFolder: string
  people: number
}

export interface Step {
  name: string
  take: (world: TourWorld, evidence: Evidence) => Promise<void>
}

/** A picture of the page as it is, named in the evidence. */
export async function photograph(world: TourWorld, evidence: Evidence, name: string, page = world.page): Promise<void> {
  const file = `${name}.png`
  // Without it, a change of colours is caught half-way.
  await page.screenshot({ path: join(world.reportFolder, file), animations: 'disabled' })
  evidence.screenshots = [...(evidence.screenshots ?? []), file]
}

/** The page as it is, then in the dark and on a phone; left as it was. */
export async function photographVariants(world: TourWorld, evidence: Evidence, name: string): Promise<void> {
  const { page } = world
  const size = page.viewportSize()
  await photograph(world, evidence, name)
  await page.emulateMedia({ colorScheme: 'dark' })
  await photograph(world, evidence, `${name}-dark`)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 390, height: 844 })
  await photograph(world, evidence, `${name}-390`)
  if (size) await page.setViewportSize(size)
}

/** Somebody of Northwind, as Plumm has them now. */
export function personWith(world: TourWorld, email: string): PlummPerson {
  const person = world.demo.people.list('northwind').find((some) => some.email === email)
  if (!person) throw new Error(`Northwind has nobody with the address ${email}.`)
  return person
}
