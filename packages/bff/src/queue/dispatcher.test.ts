import { systemClock } from 'pg-boss'
import type { JobWithMetadata } from 'pg-boss'
import { describe, expect, it } from 'vitest'
import { type Attempt, createDispatcher } from './dispatcher.ts'

interface Work {
  company: string
  name: string
}
type Held = JobWithMetadata<Work>

/** A queue in memory, and a dispatcher in front of it whose jobs end when the test says so. */
function queueOf(names: string[], { places = 8, urgentPlaces = 2 } = {}) {
  const waiting = names.map((name) => ({ name, company: name[0] ?? '', isUrgent: name.endsWith('!') }))
  const fetches: { batchSize: number; groupConcurrency?: number; minPriority?: number }[] = []
  const started: string[] = []
  const ends = new Map<string, { resolve: () => void; reject: (error: Error) => void }>()
  const settled: string[] = []
  const failed: string[] = []
  const active = new Map<string, string>()
  const changed = { rouse: () => {} }
  const note = (list: string[], jobs: readonly Attempt[]) => {
    for (const { id } of jobs) {
      list.push(id)
      active.delete(id)
    }
    changed.rouse()
    return Promise.resolve()
  }
  const dispatcher = createDispatcher<Work>({
    jobs: {
      fetch(options) {
        fetches.push(options)
        const taken: typeof waiting = []
        for (const job of waiting.slice()) {
          const ofGroup = [...active.values()].filter((company) => company === job.company).length
          const mayGo = job.isUrgent || options.minPriority === undefined
          if (taken.length === options.batchSize || ofGroup >= (options.groupConcurrency ?? Infinity) || !mayGo)
            continue
          waiting.splice(waiting.indexOf(job), 1)
          active.set(job.name, job.company)
          taken.push(job)
        }
        return Promise.resolve(taken.map(held))
      },
      complete: (jobs) => note(settled, jobs),
      fail: (job) => note(failed, [job]),
      touch: () => Promise.resolve(),
    },
    handle: ({ data }) => {
      started.push(data.name)
      changed.rouse()
      return new Promise((resolve, reject) => ends.set(data.name, { resolve, reject }))
    },
    groupOf: ({ company }) => company,
    places,
    urgentPlaces,
    urgentPriority: 10,
    pollMs: 60_000,
    touchMs: 60_000,
    clock: systemClock,
    onError: () => {},
  })
  return {
    dispatcher,
    waiting,
    fetches,
    started,
    settled,
    failed,
    end: (name: string) => ends.get(name)?.resolve(),
    crash: (name: string) => ends.get(name)?.reject(new Error('a bug')),
    add(...more: string[]) {
      waiting.push(...more.map((name) => ({ name, company: name[0] ?? '', isUrgent: name.endsWith('!') })))
      dispatcher.wake()
    },
    async until(look: () => boolean) {
      while (!look()) await new Promise<void>((resolve) => (changed.rouse = resolve))
    },
  }
}

function held({ name, company }: Work): Held {
  // The rest of what pg-boss tells about a job is nobody's business here.
  return { id: name, retryCount: 0, data: { name, company } } as Held
}

describe('a dispatcher', () => {
  it('takes several jobs at a fetch, and starts the next as soon as one is done', async () => {
    const queue = queueOf(['a1', 'a2', 'a3', 'a4', 'a5', 'a6'])
    await queue.until(() => queue.started.length === 4)
    // All that one company may have; more of it is asked for, and not had.
    expect(queue.fetches[0]).toEqual({ batchSize: 4 })
    queue.end('a2')
    await queue.until(() => queue.started.includes('a5'))
    expect(queue.settled).toEqual(['a2'])
    await queue.dispatcher.stop(0)
  })

  it('keeps a share for a company that has nothing running yet', async () => {
    const queue = queueOf(['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'])
    await queue.until(() => queue.started.length === 4)
    queue.add('b1', 'b2')
    await queue.until(() => queue.started.includes('b2'))
    expect(queue.started).toEqual(['a1', 'a2', 'a3', 'a4', 'b1', 'b2'])
    await queue.dispatcher.stop(0)
  })

  it('keeps places that only urgent jobs may use', async () => {
    const queue = queueOf(['a1', 'a2', 'a3', 'b1', 'b2', 'b3', 'c1', 'c2'], { places: 6, urgentPlaces: 2 })
    await queue.until(() => queue.started.length === 4)
    queue.add('d!')
    await queue.until(() => queue.started.includes('d!'))
    expect(queue.started).toHaveLength(5)
    await queue.dispatcher.stop(0)
  })

  it('gives a job back that ended in an error, and goes on', async () => {
    const queue = queueOf(['a1', 'a2'])
    await queue.until(() => queue.started.length === 2)
    queue.crash('a1')
    queue.end('a2')
    await queue.until(() => queue.failed.length === 1 && queue.settled.length === 1)
    await queue.dispatcher.stop(0)
    expect(queue.failed).toEqual(['a1'])
  })

  it('stops when what runs is done, and hands back what does not end', async () => {
    const queue = queueOf(['a1', 'a2'])
    await queue.until(() => queue.started.length === 2)
    const stopping = queue.dispatcher.stop(1)
    queue.end('a1')
    queue.add('a3')
    await stopping
    expect(queue.settled).toEqual(['a1'])
    expect(queue.failed).toEqual(['a2'])
    expect(queue.started).not.toContain('a3')
  })
})
