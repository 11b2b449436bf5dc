import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, expect, it } from 'vitest'
import { z } from 'zod'
import { startDemo } from '../../demo.ts'
import type { Interceptor } from '../../gateway.ts'
import { freePort } from '../../loopback.ts'
import { launchBrowser } from '../browser.ts'
import { findRow, openPeople, openProfile } from '../plumm-pages.ts'
import { connect } from '../steps/connecting.ts'
import { approve, firstSync, preview } from '../steps/first-sync.ts'
import { openWorld } from '../tour.ts'
import { until } from '../wait.ts'
import { type TourWorld, personWith } from '../world.ts'

const EVENT_MS = 15_000
const leavers = ['tom.lee@contoso.com', 'amelia.hughes@contoso.com'] as const

const Told = z.object({ data: z.object({ people: z.array(z.looseObject({ email: z.string() })) }) })
type Event = z.output<typeof Told>['data']['people']

const undo: (() => unknown)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step()
})

/** Stands at the BFF's door: notes what it is told once it has taken it in, and changes nothing. */
function listenAt(events: Event[]): (bffUrl: string) => Interceptor {
  return (bffUrl) => ({
    takes: (_method, path) => path === '/webhooks/plumm',
    answer: async (request) => {
      const body = await request.text()
      const headers = new Headers(request.headers)
      for (const name of ['host', 'connection', 'content-length']) headers.delete(name)
      const reply = await fetch(`${bffUrl}/webhooks/plumm`, { method: 'POST', headers, body })
      if (reply.ok) events.push(Told.parse(JSON.parse(body)).data.people)
      return reply
    },
  })
}

it('ends access of several people on a day, does not when that is cancelled, and does at once: one event each time', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plumm-schedule-'))
  undo.push(() => rm(folder, { recursive: true, force: true }))
  const browser = await launchBrowser()
  undo.push(() => browser.close())
  const events: Event[] = []
  const demo = await startDemo({ port: await freePort(), folder: join(folder, 'data'), sabotage: listenAt(events) })
  undo.push(demo.stop)
  const world = await openWorld(demo, browser, { reportFolder: folder, people: 40 })
  for (const step of [connect, preview, approve, firstSync]) await step.take(world, {})
  const { page, entra } = world
  const enabled = () => leavers.map((email) => entra.contoso.user(email)?.accountEnabled)
  const nextEvent = (after: number) =>
    until('Plumm’s event at the BFF', EVENT_MS, () => (events.length > after ? events.slice(after) : undefined))
  const mark = entra.mark()
  await tick(world)

  await choose(page, 'Schedule user deactivation')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Revoke access date').fill('2099-12-24')
  await dialog.getByLabel('Reason').selectOption('End of contract')
  await dialog.getByRole('button', { name: 'Schedule for 2 people' }).click()
  const scheduled = await nextEvent(0)
  expect(scheduled).toHaveLength(1)
  expect(new Map(scheduled[0]?.map(({ email, endDate }) => [email, endDate]))).toEqual(
    new Map(leavers.map((email) => [email, '2099-12-24'])),
  )
  expect(JSON.stringify(scheduled)).not.toContain('End of contract')
  const search = page.getByRole('searchbox', { name: 'Search people' })
  await search.fill('')
  await page.getByText('Access ends on 24 Dec 2099').nth(1).waitFor()

  await choose(page, 'Cancel scheduled deactivation')
  const cancelled = await nextEvent(1)
  expect(cancelled).toHaveLength(1)
  expect(cancelled[0]).toHaveLength(2)
  expect(JSON.stringify(cancelled)).not.toContain('endDate')
  await page.getByText('Access ends on 24 Dec 2099').first().waitFor({ state: 'detached' })
  expect(enabled()).toEqual([true, true])
  expect(entra.writesSince(mark).filter(({ body }) => JSON.stringify(body ?? '').includes('accountEnabled'))).toEqual(
    [],
  )

  await choose(page, 'Deactivate now')
  await dialog.getByRole('button', { name: 'Deactivate 2 people' }).click()
  await until('both suspended in Entra', EVENT_MS, () => enabled().every((is) => is === false))
  expect(await nextEvent(2)).toHaveLength(1)
  for (const email of leavers)
    await (await findRow(page, personWith(world, email))).getByText('Suspended in Entra').waitFor()

  await choose(page, 'Reactivate')
  await dialog.getByRole('button', { name: 'Reactivate 2 people' }).click()
  await until('both let in again', EVENT_MS, () => enabled().every((is) => is === true))

  // The same on one profile.
  await openProfile(page, personWith(world, leavers[0]))
  await page.getByRole('button', { name: /^More for/ }).click()
  await page.getByRole('menuitem', { name: 'Schedule deactivation' }).click()
  await dialog.getByLabel('Revoke access date').fill('2099-11-30')
  await dialog.getByLabel('Reason').selectOption('Resignation')
  await dialog.getByRole('button', { name: 'Schedule', exact: true }).click()
  await page.getByText('Access ends on 30 Nov 2099 · Resignation').waitFor()
  await page.getByRole('button', { name: 'Cancel scheduled deactivation' }).click()
  await page.getByText('Access ends on').waitFor({ state: 'detached' })
  expect(personWith(world, leavers[0])).not.toHaveProperty('endDate')
  expect(enabled()).toEqual([true, true])
})

/** Ticks the two, one search after the other, with the keyboard. */
async function tick(world: TourWorld): Promise<void> {
  await openPeople(world.page)
  for (const email of leavers) {
    const row = await findRow(world.page, personWith(world, email))
    await row.getByRole('checkbox').press('Space')
  }
  await world.page.getByText('2 selected').waitFor()
}

async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More actions' }).press('ArrowDown')
  const choice = page.getByRole('menuitem', { name: item })
  await choice.focus()
  await choice.press('Enter')
}
