import { useMemo } from 'react'
import { connecting } from '../messages/en-gb/connecting.ts'
import { useFormats } from '../widget-context.ts'

export type ConnectingWords = ReturnType<typeof connecting>

/** Words that only these steps need come with them, and not with every panel. */
export function useConnectingWords(): ConnectingWords {
  const formats = useFormats()
  return useMemo(() => connecting(formats), [formats])
}
