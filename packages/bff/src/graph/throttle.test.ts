import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localBudget } from '../../test/local-budget.ts'
import { KEPT_FOR_PEOPLE, WRITES_MAX, WRITE_WINDOW_MS } from './budget.ts'
import { type CallPriority, type Throttle, createThrottle } from './throttle.ts'

/** Replicas of one BFF, in a world where sleeping moves the clock. */
function replicas(count: number, start = 1_000_000) {
  const clock = { now: start }
  const slept: number[] = []
  const settled = { times: 0 }
  const budget = localBudget(() => clock.now)
  const throttles = Array.from({ length: count }, () =>
    createThrottle({
      settle: (wish) => {
        settled.times += 1
        return budget('tenant', wish)
      },
      now: () => clock.now,
      random: () => 0,
      sleep: (ms) => {
        slept.push(ms)
        clock.now += ms
        return Promise.resolve()
      },
    }),
  )
  return { throttles, clock, slept, settled }
}

function oneReplica() {
  const { throttles, ...rest } = replicas(1)
  const [throttle] = throttles
  if (!throttle) throw new Error('There is none.')
  return { throttle, ...rest }
}

const answer = (status: number, retryAfterMs: number | null = null, share?: string) => ({
  status,
  headers: new Headers(share === undefined ? {} : { 'x-ms-throttle-limit-percentage': share }),
  retryAfterMs,
  sentAt: null,
})

/** When each write goes, if every replica writes whenever it may; `pausesMs` before each attempt, in turn. */
async function greedyWrites(
  count: number,
  {
    pausesMs = [0],
    side = 1,
    priority = 'person',
  }: { pausesMs?: number[]; side?: number; priority?: CallPriority } = {},
): Promise<{ went: number[]; settled: number }> {
  const { throttles, clock, settled } = replicas(side)
  const went: number[] = []
  for (let attempt = 0; went.length < count; attempt += 1) {
    clock.now += pausesMs[attempt % pausesMs.length] ?? 0
    const waits = await Promise.all(throttles.map((throttle) => throttle.write(priority)))
    for (const wait of waits) if (!wait) went.push(clock.now)
    if (waits.every((wait) => wait)) clock.now += Math.min(...waits.map((wait) => wait?.retryAfterMs ?? 0))
  }
  return { went, settled: settled.times }
}

function mostInAnyWindow(times: readonly number[]): number {
  let from = 0
  let most = 0
  times.forEach((time, to) => {
    while ((times[from] ?? 0) <= time - WRITE_WINDOW_MS) from += 1
    most = Math.max(most, to - from + 1)
  })
  return most
}

describe('the budget of writes', () => {
  it('lets 3,000 go at once, and never more in any 150 s', async () => {
    const { went } = await greedyWrites(10_000, { pausesMs: [20] })
    expect(went[WRITES_MAX - 1]).toBeLessThan((went[0] ?? 0) + 65_000)
    expect(mostInAnyWindow(went)).toBe(WRITES_MAX)
  })

  it('loses little of what is permitted: 12,000 writes take hardly longer than four windows', async () => {
    const { went } = await greedyWrites(12_000, { pausesMs: [10] })
    const took = (went.at(-1) ?? 0) - (went[0] ?? 0)
    expect(took / WRITE_WINDOW_MS).toBeLessThan(3.3)
  })

  it('holds for two replicas together, whatever the rhythm', async () => {
    const rhythm = fc.array(fc.nat({ max: 40_000 }), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(rhythm, async (bursts) => {
        // One long pause, then a run without any: the shape that breaks fixed windows and schedules.
        const pausesMs = bursts.flatMap((pause) => [pause, ...Array.from({ length: 700 }, () => 3)])
        const { went } = await greedyWrites(7_000, { pausesMs, side: 2 })
        expect(mostInAnyWindow(went)).toBeLessThanOrEqual(WRITES_MAX)
      }),
      { numRuns: 10 },
    )
  })

  it('keeps a part for people that no sweep can use up', async () => {
    const { throttle } = oneReplica()
    const writes = async (priority: CallPriority) => {
      for (let count = 0; ; count += 1) if (await throttle.write(priority)) return count
    }
    expect(await writes('sweep')).toBe(WRITES_MAX - KEPT_FOR_PEOPLE)
    expect(await throttle.stayAwayMs('sweep')).toBeGreaterThan(140_000)
    expect(await throttle.stayAwayMs('person')).toBe(0)
    expect(await writes('person')).toBe(KEPT_FOR_PEOPLE)
  })

  it('serves people first among those who wait', async () => {
    const { throttle } = oneReplica()
    const order: string[] = []
    const write = async (priority: CallPriority) => {
      await throttle.write(priority)
      order.push(priority)
    }
    await Promise.all([write('sweep'), write('sweep'), write('person')])
    expect(order[0]).toBe('person')
  })

  it('asks the shared account once for many writes, and hardly more often for two replicas', async () => {
    expect((await greedyWrites(1_000, { pausesMs: [5] })).settled).toBeLessThan(60)
    expect((await greedyWrites(1_000, { pausesMs: [5], side: 2 })).settled).toBeLessThan(90)
  })

  it('counts a write once more that was long on its way', async () => {
    const { throttle, clock } = oneReplica()
    await throttle.write('person')
    clock.now += 20_000
    await throttle.leave({ ...answer(204), sentAt: clock.now - 20_000 })
    await throttle.write('person')
    // Had the first counted from when it was sent, there would be room for all but one.
    clock.now += WRITE_WINDOW_MS - 19_000
    let more = 0
    while (!(await throttle.write('person'))) more += 1
    expect(more).toBe(WRITES_MAX - 2)
  })
})

describe('resource units', () => {
  it('are told by Graph, and close the tenant before Graph does', async () => {
    const { throttle } = oneReplica()
    const costly = { ...answer(200), headers: new Headers({ 'x-ms-resource-unit': '5' }) }
    let units = 0
    for (; !(await throttle.read('person')); units += 5) await throttle.leave(costly)
    expect(units).toBeGreaterThan(3_000)
    expect(units).toBeLessThan(3_500)
  })

  it('are more for a larger tenant', async () => {
    const { throttle } = oneReplica()
    throttle.count(4_000)
    let units = 0
    for (; !(await throttle.read('person')); units += 1) await throttle.leave(answer(200))
    expect(units).toBeGreaterThan(7_000)
    expect(units).toBeLessThan(8_000)
  })
})

describe('what Graph has asked for', () => {
  const pair = () => {
    const { throttles, ...rest } = replicas(2)
    const [one, other] = throttles
    if (!one || !other) throw new Error('There are not two.')
    return { one, other, ...rest }
  }
  const reads = (throttle: Throttle, priority: CallPriority = 'person') => throttle.read(priority)

  it('closes for everybody as long as Retry-After says', async () => {
    const { throttle, clock } = oneReplica()
    await throttle.leave(answer(429, 30_000))
    expect(await reads(throttle)).toEqual({ retryAfterMs: 30_000 })
    expect(await throttle.write('person')).toEqual({ retryAfterMs: 30_000 })
    clock.now += 30_000
    expect(await reads(throttle)).toBeNull()
    expect(await throttle.write('person')).toBeNull()
  })

  it('closes the other replica too, with its next lease at the latest', async () => {
    const { one, other } = pair()
    await other.write('person')
    await one.leave(answer(429, 30_000))
    expect(await other.write('person')).toEqual({ retryAfterMs: 30_000 })
    expect(await reads(other)).toEqual({ retryAfterMs: 30_000 })
  })

  it('waits a moment here rather than sending a job away for it', async () => {
    const { throttle, slept } = oneReplica()
    await throttle.leave(answer(429, 249))
    expect(await throttle.write('person')).toBeNull()
    expect(slept[0]).toBe(249)
  })

  it('never opens earlier because a later answer asks for less', async () => {
    const { throttle } = oneReplica()
    await throttle.leave(answer(429, 60_000))
    await throttle.leave(answer(429, 1_000))
    expect(await reads(throttle)).toEqual({ retryAfterMs: 60_000 })
  })

  it('slows sweeps near a limit that we did not use up, and sends them away past it, while people go on', async () => {
    const near = oneReplica()
    await near.throttle.leave(answer(200, null, '0.85'))
    expect(await reads(near.throttle)).toBeNull()
    expect(near.slept).toEqual([])
    expect(await reads(near.throttle, 'sweep')).toBeNull()
    expect(near.slept).toEqual([1_000])
    const past = oneReplica()
    await past.throttle.leave(answer(200, null, '1.2'))
    expect(await reads(past.throttle, 'sweep')).toEqual({ retryAfterMs: 5_000 })
    expect(await reads(past.throttle)).toBeNull()
  })

  it('does not go slower for a share that is our own, and accounted for', async () => {
    const { throttle, slept } = oneReplica()
    for (let write = 0; write < 2_500; write += 1) await throttle.write('sweep')
    await throttle.leave(answer(201, null, '0.84'))
    expect(await throttle.write('sweep')).toBeNull()
    expect(slept).toEqual([])
  })
})
