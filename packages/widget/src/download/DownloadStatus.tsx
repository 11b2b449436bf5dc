import { useLaterMessages, useMessages } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Busy } from '../ui/Progress.tsx'
import type { Fetched } from './pour.ts'
import type { Download } from './use-download.ts'

/** How far a download is, how it ended, and a way to stop it. Takes no room until there is something to say. */
export function DownloadStatus({
  download: { state, cancel },
  counted,
  headLines,
}: {
  download: Download
  counted: 'lines' | 'entries'
  /** Lines of the file that are not what it is about. */
  headLines: number
}) {
  const { panel } = useMessages()
  const words = useLaterMessages()?.lists.download
  if (!words) return null
  const count = ({ lines }: Fetched) => words.counts[counted](Math.max(0, lines - headLines))
  return (
    <>
      <div className="pe-download" role="status">
        {state.is === 'running' && <Busy />}
        {state.is === 'running' && words.running(count(state.soFar), state.soFar.bytes)}
        {state.is === 'done' && words.done(count(state.all), state.all.bytes)}
      </div>
      {state.is === 'running' && (
        <Button kind="quiet" onClick={cancel}>
          {panel.cancel}
        </Button>
      )}
      {state.is === 'failed' && (
        <Notice tone="bad" icon="alert" role="alert">
          {words.failed} {panel.failure(state.cause)}
        </Notice>
      )}
    </>
  )
}
