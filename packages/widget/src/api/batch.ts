export interface Batch<T> {
  /** Answers undefined where the reply had nothing for this id. */
  load: (id: string) => Promise<T | undefined>
}

interface Waiter<T> {
  resolve: (value: T | undefined) => void
  reject: (error: unknown) => void
}

/** Gathers what is asked until `gather` calls back into one request, so that a page of badges costs one. */
export function createBatch<T>(options: {
  sizeMax: number
  gather: (flush: () => void) => void
  fetchMany: (ids: string[]) => Promise<ReadonlyMap<string, T>>
}): Batch<T> {
  let waiting = new Map<string, Waiter<T>[]>()

  const flush = (): void => {
    const taken = [...waiting]
    waiting = new Map()
    for (let from = 0; from < taken.length; from += options.sizeMax) {
      void answer(taken.slice(from, from + options.sizeMax))
    }
  }
  const answer = async (asked: [id: string, waiters: Waiter<T>[]][]): Promise<void> => {
    try {
      const found = await options.fetchMany(asked.map(([id]) => id))
      for (const [id, waiters] of asked) for (const { resolve } of waiters) resolve(found.get(id))
    } catch (error) {
      for (const [, waiters] of asked) for (const { reject } of waiters) reject(error)
    }
  }

  return {
    load: (id) =>
      new Promise((resolve, reject) => {
        if (waiting.size === 0) options.gather(flush)
        waiting.set(id, [...(waiting.get(id) ?? []), { resolve, reject }])
      }),
  }
}
