import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createThrottle } from './throttle.ts'

const WINDOW_MS = 150_000

/** A throttle in a world where sleeping moves the clock. */
function throttleAt(start = 0) {
  const clock = { now: start }
  const slept: number[] = []
  const throttle = createThrottle({
    now: () => clock.now,
    random: () => 0,
    sleep: (ms) => {
      slept.push(ms)
      clock.now += ms
      return Promise.resolve()
    },
  })
  return { throttle, clock, slept }
}
const share = (value: string) => new Headers({ 'x-ms-throttle-limit-percentage': value })

/** When each write goes, if a caller writes whenever it may; `pauseMs` before each attempt, in turn. */
async function greedyWrites(pausesMs: number[], count: number): Promise<number[]> {
  const { throttle, clock } = throttleAt(1_000_000)
  const went: number[] = []
  for (let attempt = 0; went.length < count; attempt += 1) {
    clock.now += pausesMs[attempt % pausesMs.length] ?? 0
    const wait = await throttle.enter('write', 'person')
    if (wait) clock.now += wait.retryAfterMs
    else went.push(clock.now)
  }
  return went
}

function mostInAnyWindow(times: readonly number[]): number {
  let from = 0
  let most = 0
  times.forEach((time, to) => {
    while ((times[from] ?? 0) < time - WINDOW_MS) from += 1
    most = Math.max(most, to - from + 1)
  })
  return most
}

describe('the budget of writes', () => {
  it('never lets more than 3,000 go in any 150 s, and nearly as many when somebody is greedy', async () => {
    const most = mostInAnyWindow(await greedyWrites([0], 7_000))
    expect(most).toBeLessThanOrEqual(3_000)
    expect(most).toBeGreaterThan(2_950)
  })

  it('holds that whatever the rhythm', async () => {
    const rhythm = fc.array(fc.nat({ max: 40_000 }), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(rhythm, async (bursts) => {
        // One long pause, then a run without any: the shape that breaks fixed windows.
        const pauses = bursts.flatMap((pause) => [pause, ...Array.from({ length: 700 }, () => 0)])
        expect(mostInAnyWindow(await greedyWrites(pauses, 4_000))).toBeLessThanOrEqual(3_000)
      }),
      { numRuns: 20 },
    )
  })

  it('keeps a part for people that no sweep can use up', async () => {
    const { throttle, slept } = throttleAt(1_000_000)
    for (let write = 0; write < 200; write += 1) expect(await throttle.enter('write', 'sweep')).toBeNull()
    expect(slept).toEqual([])
    await throttle.enter('write', 'sweep')
    expect(slept).toHaveLength(1)
    for (let write = 0; write < 99; write += 1) await throttle.enter('write', 'person')
    expect(slept).toHaveLength(1)
  })

  it('does not count reads', async () => {
    const { throttle, slept } = throttleAt()
    for (let read = 0; read < 5_000; read += 1) expect(await throttle.enter('read', 'person')).toBeNull()
    expect(slept).toEqual([])
  })
})

describe('what Graph has asked for', () => {
  it('closes for everybody as long as Retry-After says', async () => {
    const { throttle, clock } = throttleAt()
    throttle.leave(429, new Headers(), 30_000)
    expect(await throttle.enter('read', 'person')).toEqual({ retryAfterMs: 30_000 })
    clock.now = 30_000
    expect(await throttle.enter('read', 'person')).toBeNull()
  })

  it('waits a moment here rather than sending a job away for it', async () => {
    const { throttle, slept } = throttleAt()
    throttle.leave(429, new Headers(), 249)
    expect(await throttle.enter('write', 'person')).toBeNull()
    expect(slept).toEqual([249])
  })

  it('never opens earlier because a later answer asks for less', async () => {
    const { throttle } = throttleAt()
    throttle.leave(429, new Headers(), 60_000)
    throttle.leave(429, new Headers(), 1_000)
    expect(await throttle.enter('read', 'person')).toEqual({ retryAfterMs: 60_000 })
  })

  it('slows sweeps near the limit and sends them away past it, while people go on', async () => {
    const near = throttleAt()
    near.throttle.leave(200, share('0.85'), null)
    expect(await near.throttle.enter('read', 'person')).toBeNull()
    expect(near.slept).toEqual([])
    expect(await near.throttle.enter('read', 'sweep')).toBeNull()
    expect(near.slept).toEqual([1_000])
    const past = throttleAt()
    past.throttle.leave(200, share('1.2'), null)
    expect(await past.throttle.enter('read', 'sweep')).toEqual({ retryAfterMs: 5_000 })
    expect(await past.throttle.enter('read', 'person')).toBeNull()
  })
})
