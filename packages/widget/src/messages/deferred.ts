import { useEffect, useReducer, useState } from 'react'

/** Something that comes when it is first asked for, and is kept then. What could not be loaded may be asked for again. */
export interface Deferred<T> {
  /** Undefined until it is there. */
  peek: () => T | undefined
  load: () => Promise<T>
}

export function deferred<T>(fetchIt: () => Promise<T>): Deferred<T> {
  let kept: T | undefined
  return {
    peek: () => kept,
    load: async () => {
      kept ??= await fetchIt()
      return kept
    },
  }
}

/** Asks for it where it is not there, and draws again when it is. `isLost`: it could not be loaded. */
export function useDeferred<T>(source: Deferred<T> | undefined): { value: T | undefined; isLost: boolean } {
  const [, drawAgain] = useReducer((times: number) => times + 1, 0)
  const [lost, setLost] = useState<Deferred<T>>()
  useEffect(() => {
    if (!source || source.peek() !== undefined) return undefined
    let isWanted = true
    source.load().then(
      () => isWanted && drawAgain(),
      () => isWanted && setLost(source),
    )
    return () => {
      isWanted = false
    }
  }, [source])
  return { value: source?.peek(), isLost: source !== undefined && lost === source }
}
