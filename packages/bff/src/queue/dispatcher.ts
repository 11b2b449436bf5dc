import type { Clock, JobWithMetadata } from 'pg-boss'

/** The parts of pg-boss that a dispatcher works with. */
export interface Jobs<T> {
  fetch(options: { batchSize: number; groupConcurrency?: number; minPriority?: number }): Promise<JobWithMetadata<T>[]>
  complete(jobs: readonly Attempt[]): Promise<unknown>
  fail(job: Attempt, error: unknown): Promise<unknown>
  touch(jobs: readonly Attempt[]): Promise<unknown>
}
/** A job as it was fetched: a later attempt of the same job is another's. */
export interface Attempt {
  id: string
  retryCount: number
}

export interface Dispatcher {
  /** Something may have come: look now. */
  wake(): void
  /** Fetches nothing more; resolves when what runs is done and settled. What is not done after `ms` is handed back. */
  stop(ms: number): Promise<void>
}

export interface DispatchOptions<T> {
  jobs: Jobs<T>
  handle: (job: JobWithMetadata<T>) => Promise<void>
  groupOf: (job: T) => string
  /** Jobs side by side, in all; of them, how many only urgent ones may use. */
  places: number
  urgentPlaces: number
  urgentPriority: number
  pollMs: number
  touchMs: number
  clock: Clock
  onError: (error: unknown) => void
}

/**
 * Fills its places with jobs, several at a fetch, and runs each by itself: a leaver never waits for the slowest of a
 * batch, and what has finished is settled together with the next fetch (ADR 0006). Each company gets an equal share of
 * the places, and one share is always kept for a company that has nothing running yet.
 */
export function createDispatcher<T>(options: DispatchOptions<T>): Dispatcher {
  const { jobs, clock, places, urgentPlaces } = options
  const running = new Map<string, JobWithMetadata<T>>()
  const finished: Attempt[] = []
  let isStopping = false
  let isAwake = false
  let rouse: () => void = () => {}
  let settled: () => void = () => {}

  const wake = () => {
    isAwake = true
    rouse()
  }
  const touching = clock.setInterval(() => {
    if (running.size > 0) jobs.touch([...running.values()].map(attemptOf)).catch(options.onError)
  }, options.touchMs)
  const loop = run()

  return {
    wake,
    async stop(ms) {
      isStopping = true
      wake()
      await loop
      // Real time: whoever stops a process waits for it, whatever a test's clock says.
      const deadline = new Promise<void>((resolve) => setTimeout(resolve, ms).unref())
      const idle = new Promise<void>((resolve) => {
        settled = resolve
        if (running.size === 0) resolve()
      })
      await Promise.race([idle, deadline])
      clock.clearInterval(touching)
      await settleFinished()
      // What hangs is handed back: another replica need not wait until its heartbeat has been missing for long enough.
      const handedBack = new Error('The process stopped before the job was done.')
      for (const job of running.values()) await jobs.fail(attemptOf(job), handedBack)
    },
  }

  async function run(): Promise<void> {
    while (!isStopping) {
      isAwake = false
      let isFull = false
      try {
        await settleFinished()
        isFull = await fill()
      } catch (error) {
        options.onError(error)
      }
      // A full fetch says that there is more; whoever finishes says that there is room.
      if (!isFull && !isAwake && !isStopping) await nap()
    }
  }

  /** Fetches what there is room for; answers whether there may be more to have at once. */
  async function fill(): Promise<boolean> {
    const room = places - urgentPlaces - running.size
    const share = sharePerGroup()
    // Where nothing runs, no company has too much: one share at most is taken, and counting them is spared.
    const isIdle = running.size === 0
    const batchSize = isIdle ? Math.min(share, room) : room > 0 ? room : places - running.size
    if (batchSize <= 0 || isStopping) return false
    const urgentOnly = room > 0 ? {} : { minPriority: options.urgentPriority }
    const limited = isIdle ? {} : { groupConcurrency: share }
    const fetched = await jobs.fetch({ batchSize, ...limited, ...urgentOnly })
    for (const job of fetched) {
      running.set(job.id, job)
      void work(job)
    }
    return fetched.length === batchSize && running.size < places
  }

  function sharePerGroup(): number {
    const groups = new Set([...running.values()].map((job) => options.groupOf(job.data))).size
    return Math.max(1, Math.floor(places / (Math.max(1, groups) + 1)))
  }

  async function work(job: JobWithMetadata<T>): Promise<void> {
    try {
      await options.handle(job)
      finished.push(attemptOf(job))
    } catch (error) {
      options.onError(error)
      await jobs.fail(attemptOf(job), error).catch(options.onError)
    } finally {
      running.delete(job.id)
      wake()
      if (running.size === 0) settled()
    }
  }

  async function settleFinished(): Promise<void> {
    if (finished.length === 0) return
    const done = finished.splice(0)
    try {
      await jobs.complete(done)
    } catch (error) {
      finished.push(...done)
      throw error
    }
  }

  async function nap(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = clock.setTimeout(resolve, options.pollMs)
      rouse = () => {
        clock.clearTimeout(timer)
        resolve()
      }
    })
    rouse = () => {}
  }
}

function attemptOf({ id, retryCount }: Attempt): Attempt {
  return { id, retryCount }
}
