import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { tom } from '../people.ts'
import { World } from '../world.ts'
import { Tally, faultOf } from './judge.ts'
import { createSender } from './send.ts'
import { type Wish, wish } from './wishes.ts'

/** The same few requests each time. FUZZ_REQUESTS=100000 sends new ones; FUZZ_SEED repeats what a failure printed. */
const { FUZZ_REQUESTS, FUZZ_SEED = FUZZ_REQUESTS === undefined ? '20261125' : undefined } = process.env
const REQUESTS = Number(FUZZ_REQUESTS ?? 8_000)
const SEED = Number(FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31))
const ANSWER_MS_MAX = 20_000
/** Another world now and then, so that the log to be read does not grow for ever. */
const EPISODE = 5_000
/** What a process that lives through all of it may hold more at the end, in MB. */
const GROWTH_MB_MAX = 60

it(
  'whatever is asked of any route is answered: no error of ours, no secret, nobody else’s data, no waiting for ever',
  { timeout: REQUESTS * 100 + 60_000 },
  async () => {
    const tally = new Tally()
    const heapMb: number[] = []
    for (let from = 0; from < REQUESTS; from += EPISODE) {
      await play(
        fc.sample(wish, { numRuns: Math.min(EPISODE, REQUESTS - from), seed: SEED + from }),
        SEED + from,
        tally,
      )
      heapMb.push(heapNowMb())
    }
    process.stderr.write(`${tally.toString()}\nMB held after each part: ${heapMb.map(Math.round).join(', ')}\n`)
    expect(tally.shareLetIn).toBeGreaterThan(0.4)
    expect(tally.notReached).toEqual([])
    expect((heapMb.at(-1) ?? 0) - (heapMb[0] ?? 0)).toBeLessThan(GROWTH_MB_MAX)
  },
)

async function play(wishes: readonly Wish[], seed: number, tally: Tally): Promise<void> {
  const world = await World.create('postgres', { RATE_LIMIT_PER_MINUTE: '1000000' })
  try {
    world.directory.northwind.set('tom', { ...tom, lastName: 'canary-northwind' })
    world.directory.northwind.set('ada', { ...tom, id: 'ada', email: 'admin@contoso.com', firstName: 'Ada' })
    await world.connect()
    const send = await createSender(world)
    const secrets = [world.emulator.app.clientSecret]
    for (const [index, each] of wishes.entries()) {
      const exchange = await inTime(send(each))
      const fault = exchange === 'never' ? 'was never answered' : faultOf(exchange, secrets)
      if (fault !== null)
        throw new Error(`Request ${index} of FUZZ_SEED=${seed} ${fault}\n${JSON.stringify(each).slice(0, 2_000)}`)
      if (exchange !== 'never') tally.add(exchange)
    }
  } finally {
    await world.close()
  }
}

/** Real time: what hangs, hangs whatever our own clock says. */
async function inTime<T>(work: Promise<T>): Promise<T | 'never'> {
  const { promise: late, resolve } = Promise.withResolvers<'never'>()
  const timer = setTimeout(() => resolve('never'), ANSWER_MS_MAX)
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

function heapNowMb(): number {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') collect()
  return process.memoryUsage().heapUsed / 1_048_576
}
