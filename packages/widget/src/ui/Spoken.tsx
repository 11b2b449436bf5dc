import type { ReactNode } from 'react'
import { useWidget } from '../widget-context.ts'

/** Its parts are drawn once there are words for them: nobody sees another language flash by. */
export function Spoken({ children, meanwhile = null }: { children: ReactNode; meanwhile?: ReactNode }) {
  return useWidget().speech ? children : meanwhile
}
