import { useEffect, useState } from 'react'
import { useWidget } from './widget-context.ts'

const SOON_MS = 10_000

/** Draws again every ten seconds, for words such as "12 seconds ago". Answers the time, ms since 1970. */
export function useNow(): number {
  const { now, after } = useWidget().core.environment
  const [time, setTime] = useState(now)
  useEffect(() => {
    let cancel = () => {}
    const tick = () => {
      cancel = after(SOON_MS, () => {
        setTime(now())
        tick()
      })
    }
    tick()
    return () => cancel()
  }, [now, after])
  return time
}
