import fc from 'fast-check'
import { defaultFieldMapping, defaultSettings } from '@plumm/entra-shared'
import { expect, it } from 'vitest'
import { World } from '../world.ts'
import { type Action, act, action } from './actions.ts'
import { bystanders, expectTruth, isSettled } from './invariants.ts'

/**
 * The same few stories each time. MODEL_RUNS=1000 lives new ones for a quarter of an hour; MODEL_SEED and MODEL_PATH
 * repeat what a failure printed.
 */
const { MODEL_RUNS, MODEL_PATH, MODEL_SEED = MODEL_RUNS === undefined ? '20261124' : undefined } = process.env
const RUNS = Number(MODEL_RUNS ?? 12)
const SEED = MODEL_SEED === undefined ? {} : { seed: Number(MODEL_SEED), ...(MODEL_PATH && { path: MODEL_PATH }) }
const RUN_MS_MAX = 20_000

/** Without `mail`, so that no alias keeps an address: they may pass between people freely. */
const fieldMapping = {
  ...defaultFieldMapping,
  rules: defaultFieldMapping.rules.filter(({ target }) => target !== 'mail'),
}
/** A wave is not what is tested here. */
const settings = { ...defaultSettings, fuse: { atLeast: 1_000, percent: 100, atMost: 10_000 } }

it(
  'whatever happens in whatever order, once it is quiet Entra says what Plumm says, and nothing else was touched',
  { timeout: RUNS * RUN_MS_MAX },
  async () => {
    const stories = fc.assert(fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 14 }), live), {
      numRuns: RUNS,
      ...SEED,
      endOnFailure: RUNS < 100,
    })
    await expect(stories).resolves.toBeUndefined()
  },
)

async function live(story: readonly Action[]): Promise<void> {
  const world = await World.create('postgres')
  try {
    expect((await world.call('PUT', '/api/settings', { body: settings })).status).toBe(200)
    expect((await world.call('PUT', '/api/field-mapping', { body: fieldMapping })).status).toBe(200)
    // Somebody has to be there: an empty directory is refused at the first connect.
    world.emulator.tenant('contoso.com').addUser({ userPrincipalName: 'keeper@contoso.com', employeeId: 'keeper' })
    world.directory.northwind.set('keeper', {
      id: 'keeper',
      version: 1,
      status: 'active',
      email: 'keeper@contoso.com',
      firstName: 'Kit',
      lastName: 'Keeper',
      employeeNumber: 'keeper',
    })
    await world.connect()
    const before = bystanders(world)
    for (const step of story) await act(world, step)
    await quiet(world)
    await expectTruth(world, fieldMapping, before)
  } finally {
    await world.close()
  }
}

/** Lets time pass until nobody waits for anything: drift is seen, retries have been made, the slow have moved. */
async function quiet(world: World): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await world.sleep(70_000)
    await world.advanceUntil(async () => {
      const people = [...world.directory.northwind.keys()]
      const reports = await Promise.all(people.map((id) => world.status(id)))
      return reports.every((report) => isSettled(report, reports)) ? true : null
    })
  }
}
