import { Suspense, lazy } from 'react'
import type { AuditFilter } from '../api/queries.ts'
import { ThemeRoot } from '../theme/ThemeRoot.tsx'
import { Broken } from '../ui/Broken.tsx'
import { Guard } from '../ui/Guard.tsx'
import { useWidget } from '../widget-context.ts'

const AuditDrawer = lazy(() => import('./AuditDrawer.tsx').then((module) => ({ default: module.AuditDrawer })))

export interface EntraAuditDrawerProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  /** Only what concerns this person. */
  personId?: string | undefined
  /** What to show: at first only, and everything of it can be changed there, unless `onFilterChange` is given. */
  filter?: AuditFilter | undefined
  /** Whoever hears of every change of the filter keeps it: `filter` is what is shown then, and `personId` is not looked at. */
  onFilterChange?: ((filter: AuditFilter) => void) | undefined
}

/** The activity log as a drawer: a diary of everything that was done in Entra. Loaded when it is first opened. */
export function EntraAuditDrawer({ isOpen, onOpenChange, personId, filter, onFilterChange }: EntraAuditDrawerProps) {
  const { speech } = useWidget()
  if (!isOpen || !speech) return null
  return (
    <Guard
      fallback={
        <ThemeRoot>
          <Broken />
        </ThemeRoot>
      }
    >
      <Suspense>
        <AuditDrawer
          onOpenChange={onOpenChange}
          filter={filter}
          onFilterChange={onFilterChange}
          initialFilter={{ ...filter, ...(personId === undefined ? {} : { personId }) }}
        />
      </Suspense>
    </Guard>
  )
}
