import { Suspense, lazy } from 'react'
import { useMessages } from '../widget-context.ts'
import { Fold } from '../ui/Fold.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'

const Readiness = lazy(() => import('./Readiness.tsx').then((module) => ({ default: module.Readiness })))

/** "Before you begin": open on the first visit; later folded away, and looked up only when somebody opens it. */
export function Checks({ isFolded }: { isFolded: boolean }) {
  const { panel } = useMessages()
  if (isFolded) {
    return (
      <div className="pe-folds">
        <Fold title={panel.folds.checks}>
          <Readiness />
        </Fold>
      </div>
    )
  }
  return (
    <div className="pe-first-checks">
      <h3>{panel.folds.readiness}</h3>
      <Suspense fallback={<Skeleton lines={7} label={panel.loading} />}>
        <Readiness />
      </Suspense>
    </div>
  )
}
