import { useCallback, useEffect, useRef, useState } from 'react'

export interface Act {
  run: () => void
  isBusy: boolean
  /** Of the last try; null while there is none or it went well. */
  error: unknown
}

/** Something a person asked for: once at a time, with its failure kept for showing. */
export function useAct(work: () => Promise<void>): Act {
  const [state, setState] = useState<{ isBusy: boolean; error: unknown }>({ isBusy: false, error: null })
  const newest = useRef(work)
  useEffect(() => {
    newest.current = work
  })
  const isUnderWay = useRef(false)
  const run = useCallback(() => {
    if (isUnderWay.current) return
    isUnderWay.current = true
    setState({ isBusy: true, error: null })
    newest
      .current()
      .then(
        () => setState({ isBusy: false, error: null }),
        (error: unknown) => setState({ isBusy: false, error }),
      )
      .finally(() => (isUnderWay.current = false))
  }, [])
  return { run, ...state }
}
