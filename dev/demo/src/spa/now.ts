import { useEffect, useState } from 'react'

const LOOK_MS = 60_000

/** The time, to the minute: a page that stays open overnight notices that a day is over. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), LOOK_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}
