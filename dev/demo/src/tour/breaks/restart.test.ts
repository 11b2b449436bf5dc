import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { startDemo } from '../../demo.ts'
import { freePort } from '../../loopback.ts'
import { launchBrowser } from '../browser.ts'
import { connect } from '../steps/connecting.ts'
import { approve, firstSync, preview } from '../steps/first-sync.ts'
import { hire } from '../steps/people.ts'
import { openWorld } from '../tour.ts'

const undo: (() => unknown)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step()
})

it('goes on after a restart where it was: same people, same accounts, still connected', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plumm-restart-'))
  undo.push(() => rm(folder, { recursive: true, force: true }))
  const browser = await launchBrowser()
  undo.push(() => browser.close())
  const options = { port: await freePort(), folder: join(folder, 'data') }

  const before = await startDemo(options)
  undo.push(before.stop)
  const worldBefore = await openWorld(before, browser, { reportFolder: folder, people: 40 })
  for (const step of [connect, preview, approve, firstSync]) await step.take(worldBefore, {})
  const people = before.people.list('northwind')
  const accounts = before.emulator.tenant('contoso.com').users()
  await worldBefore.context.close()
  await before.stop()

  const after = await startDemo(options)
  undo.push(after.stop)
  expect(after.people.list('northwind')).toEqual(people)
  expect(after.emulator.tenant('contoso.com').users()).toEqual(accounts)
  const worldAfter = await openWorld(after, browser, { reportFolder: folder, people: 40 })
  await worldAfter.page.goto(after.url)
  const evidence = {}
  await hire.take(worldAfter, evidence)
  expect(evidence).toMatchObject({ page: ['In step'], after: { userPrincipalName: 'nora.lindholm@contoso.com' } })
})
