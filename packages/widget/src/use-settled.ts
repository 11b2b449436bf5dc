import { useEffect, useState } from 'react'
import { useWidget } from './widget-context.ts'

const TYPING_PAUSE_MS = 250

/** A value, once it has stopped changing: a search asks when someone has finished typing. */
export function useSettled<T>(value: T): T {
  const { after } = useWidget().core.environment
  const [settled, setSettled] = useState(value)
  useEffect(() => after(TYPING_PAUSE_MS, () => setSettled(value)), [after, value])
  return settled
}
