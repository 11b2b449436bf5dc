import type { FailureCause } from '../api/failure.ts'
import { useMessages } from '../widget-context.ts'
import { Button } from './Button.tsx'
import { Notice } from './Notice.tsx'

/** In place of what could not be loaded: why, and a way to try again. */
export function LoadFailure({ cause, onRetry }: { cause: FailureCause; onRetry: () => void }) {
  const { panel } = useMessages()
  return (
    <Notice tone="warn" icon="alert" role="alert" action={<Button onClick={onRetry}>{panel.tryAgain}</Button>}>
      {panel.failure(cause)}
    </Notice>
  )
}
