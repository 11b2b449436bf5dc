import type { DirectoryUser } from '@plumm/entra-emulator'
import type { Locator } from 'playwright-core'
import type { PlummPerson } from '../../plumm/person.ts'
import { nameOf } from '../../plumm/person.ts'
import { noteRequests } from '../entra-witness.ts'
import { PAGE_MS, findRow, openPanel, openPeople, openStore } from '../plumm-pages.ts'
import { type Step, type TourWorld, personWith, photograph, photographVariants } from '../world.ts'
import { until } from '../wait.ts'
import { headingOf } from './connecting.ts'

const PLAN_MS = 60_000
/** Entra takes about 20 writes a second from one app (graph-facts §1.1); the rest is margin. */
const SYNC_MS_MIN = 40_000
const SYNC_MS_PER_PERSON = 150

/** Zoë has an account in Entra with another job title: her row shows before and after. */
const someoneToUpdate = 'zoe.lindqvist@contoso.com'

/** What will happen, counted by the page and by us, and nothing has happened yet. */
export const preview: Step = {
  name: 'preview',
  take: async (world, evidence) => {
    const { page, entra, demo } = world
    const mark = entra.mark()
    await page.getByRole('button', { name: /^Start sync for/ }).waitFor({ timeout: PLAN_MS })
    const toCreate = demo.people.list('northwind').filter((person) => isToBeCreated(world, person)).length
    const counts = page.getByRole('group', { name: 'What would happen' })
    const counted = { Create: await countIn(counts.getByRole('button', { name: /Create/ })) }
    evidence.page = [await headingOf(page, /what will change/), `Create: ${counted.Create}`]
    evidence.before = { toCreate }
    await photographVariants(world, evidence, '06-preview')
    if (counted.Create !== toCreate) {
      throw new Error(`The page says ${counted.Create} accounts will be created; Entra lacks ${toCreate}.`)
    }
    const person = personWith(world, someoneToUpdate)
    await page.getByRole('searchbox', { name: 'Search' }).fill(someoneToUpdate)
    await page.getByText('maya.okafor@contoso.com').waitFor({ state: 'hidden' })
    await page.getByText(nameOf(person)).first().click()
    await page.getByText(`Junior ${person.role}`).first().waitFor()
    await page
      .getByText(person.role ?? '')
      .first()
      .waitFor()
    await photograph(world, evidence, '07-preview-row')
    await page.getByRole('searchbox', { name: 'Search' }).fill('')
    if (entra.writesSince(mark).length > 0) throw new Error('The preview wrote to Entra.')
  },
}

/** One click, and Graph is written to. */
export const approve: Step = {
  name: 'approve',
  take: async (world, evidence) => {
    const { page, entra } = world
    const mark = entra.mark()
    const start = page.getByRole('button', { name: /^Start sync for/ })
    evidence.page = [await start.innerText()]
    await start.click()
    await page
      .getByText(/Bringing everyone into step with Contoso|Plumm keeps .* in step with Contoso/)
      .first()
      .waitFor()
    const [first] = await until('the first write to Entra', PAGE_MS, () => {
      const writes = entra.writesSince(mark)
      return writes.length > 0 && writes
    })
    noteRequests(evidence, first === undefined ? [] : [first])
    await photograph(world, evidence, '08-first-sync-running')
  },
}

/** Everyone who can be is in step, and the page, Entra and the badges agree on who that is. */
export const firstSync: Step = {
  name: 'first sync',
  take: async (world, evidence) => {
    const { page, entra, demo, people } = world
    const deadlineMs = SYNC_MS_MIN + SYNC_MS_PER_PERSON * people
    const sentence = page.getByText(/Plumm keeps .* in step with Contoso/)
    await sentence.waitFor({ timeout: deadlineMs })
    const expected = demo.people.list('northwind').filter((person) => isPlain(person))
    const behind = () => expected.filter((person) => !isInStep(person, entra.contoso.user(person.email)))
    await until('everyone’s account in step', deadlineMs, () => behind().length === 0).catch((error: unknown) => {
      throw new Error(
        `Not in step in Entra: ${behind()
          .slice(0, 5)
          .map(({ email }) => email)
          .join(', ')}`,
        { cause: error },
      )
    })
    const inStep = demo.people.list('northwind').filter((some) => countsAsInStep(world, some)).length
    await page.getByText(`Plumm keeps ${inStep} people in step with Contoso`).waitFor()
    evidence.page = [await sentence.innerText()]
    evidence.after = { inStep, accounts: entra.contoso.users().length }
    noteRequests(evidence, entra.writesSince(0).slice(-5))
    await photographVariants(world, evidence, '09-in-step')
    await openStore(page)
    await page.getByText('Connected', { exact: true }).waitFor()
    await photograph(world, evidence, '10-store-connected')
    await openPeople(page)
    for (const { email, words } of badges) {
      const row = await findRow(page, personWith(world, email))
      await row.getByText(words).waitFor({ timeout: PAGE_MS })
      evidence.page.push(`${email}: ${await row.locator('td').last().innerText()}`)
    }
    const search = page.getByRole('searchbox', { name: 'Search people' })
    await search.fill('')
    await search.blur()
    await photographVariants(world, evidence, '11-badges')
    await openPanel(page)
  },
}

/** One of each kind: found equal, created, to be decided, to be corrected by HR, to be corrected by IT. */
const badges = [
  { email: 'tom.lee@contoso.com', words: 'In step' },
  { email: 'ines.carvalho@contoso.com', words: 'In step' },
  { email: 'george.ashby@contoso.com', words: 'On hold' },
  { email: 'priya.nair+people@contoso.com', words: /Needs HR|Blocked/ },
  { email: 'peter.novak@contoso.com', words: /Needs IT|Blocked/ },
]

/** Nobody in Entra has the address, and Entra would take it. */
function isToBeCreated({ entra }: TourWorld, person: PlummPerson): boolean {
  const addresses = entra.contoso.users().flatMap((user) => [user.userPrincipalName, user.mail])
  return person.status === 'active' && !person.email.includes('+') && !addresses.includes(person.email)
}

/** Neither a question nor an obstacle: after the first sync the account is as Plumm says. */
function isPlain(person: PlummPerson): boolean {
  const asking = ['sofia.marques@', 'peter.novak@', 'george.ashby@', 'yusuf.demir@', '+']
  return person.status === 'active' && !asking.some((part) => person.email.includes(part))
}

/** No field is left over, and somebody who left has no account that could still be used. */
function countsAsInStep(world: TourWorld, person: PlummPerson): boolean {
  if (person.status === 'deactivated') return world.entra.contoso.user(person.email) === undefined
  return isPlain(person) && !isTitleTooLong(person) && person.location?.country?.length === 2
}

/** Entra takes 128 characters (graph-facts §2.3). */
function isTitleTooLong({ role = '' }: PlummPerson): boolean {
  return role.length > 128
}

/** Judged by our own reading of Plumm and Entra, not by the product's mapping. */
function isInStep(person: PlummPerson, user: DirectoryUser | undefined): boolean {
  if (!user) return false
  return (
    user.displayName === nameOf(person) &&
    user.givenName === person.firstName &&
    user.surname === person.lastName &&
    user.department === person.department &&
    user.mobilePhone === person.phone &&
    user.officeLocation === person.location?.office &&
    user.employeeId === person.employeeNumber &&
    (isTitleTooLong(person) || user.jobTitle === person.role)
  )
}

async function countIn(button: Locator): Promise<number> {
  return Number(/\d[\d,]*/.exec(await button.innerText())?.[0]?.replaceAll(',', ''))
}
