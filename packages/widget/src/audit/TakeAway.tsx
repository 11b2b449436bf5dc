import type { AuditFilter } from '@plumm/entra-shared'
import { useId, useState } from 'react'
import { DownloadStatus } from '../download/DownloadStatus.tsx'
import { useDownload } from '../download/use-download.ts'
import type { LaterMessages } from '../messages/en-gb/later.ts'
import { Button } from '../ui/Button.tsx'
import { isFiltered } from './filter-chips.ts'

const files = {
  csv: { name: 'entra-audit.csv', type: 'text/csv', isBig: true },
  ndjson: { name: 'entra-audit.ndjson', type: 'application/x-ndjson', isBig: true },
} as const
/** First lines, and of NDJSON the last, that are no entries. */
const HEAD_LINES = { csv: 1, ndjson: 2 } as const

/** The log as a file, with the filters in force: to read, or as proof. */
export function TakeAway({ filter, words }: { filter: AuditFilter; words: LaterMessages['lists']['log'] }) {
  const [isOpen, setIsOpen] = useState(false)
  const [format, setFormat] = useState<keyof typeof files>('csv')
  const id = useId()
  const download = useDownload()
  const start = (chosen: keyof typeof files) => {
    setFormat(chosen)
    download.start('exportAudit', { ...filter, format: chosen }, files[chosen])
  }
  const choice = (chosen: keyof typeof files, name: string, text: string) => (
    <li>
      <Button icon="download" isBusy={download.state.is === 'running'} onClick={() => start(chosen)}>
        {name}
      </Button>
      <span className="pe-soft">{text}</span>
    </li>
  )
  return (
    <>
      <Button kind="quiet" icon="download" aria-expanded={isOpen} aria-controls={id} onClick={() => setIsOpen(!isOpen)}>
        {words.takeAway}
      </Button>
      <div id={id} className="pe-files" hidden={!isOpen}>
        <p className="pe-soft">{isFiltered(filter) ? words.selection : words.whole}</p>
        <ul>
          {choice('csv', words.asCsv, words.asCsvText)}
          {choice('ndjson', words.asProof, words.asProofText)}
        </ul>
        <DownloadStatus download={download} counted="entries" headLines={HEAD_LINES[format]} />
      </div>
    </>
  )
}
