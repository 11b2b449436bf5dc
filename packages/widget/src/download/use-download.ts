import type { EndpointName, QueryOf } from '@plumm/entra-shared'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type FailureCause, causeOf } from '../api/failure.ts'
import { useWidget } from '../widget-context.ts'
import { type FileWish, openBrowserFile } from './file-sink.ts'
import { type Fetched, pour } from './pour.ts'

/** An endpoint whose answer is a file. */
export type FileEndpoint = Extract<EndpointName, 'exportPreview' | 'exportAudit'>

export type DownloadState =
  | { is: 'idle' }
  | { is: 'running'; soFar: Fetched }
  | { is: 'done'; all: Fetched }
  | { is: 'failed'; cause: FailureCause }

export interface Download {
  state: DownloadState
  start: <N extends FileEndpoint>(name: N, query: QueryOf<N>, file: FileWish) => void
  /** Nothing of it is kept. */
  cancel: () => void
}

/** One download at a time, with how far it is. It ends with the page that it belongs to. */
export function useDownload(): Download {
  const { client, environment } = useWidget().core
  const [state, setState] = useState<DownloadState>({ is: 'idle' })
  const stop = useRef<AbortController | null>(null)
  useEffect(() => () => stop.current?.abort(), [])

  const start = useCallback<Download['start']>(
    (name, query, wish) => {
      if (stop.current) return
      const { signal } = (stop.current = new AbortController())
      const run = async (): Promise<DownloadState> => {
        // First of all: a browser asks where to put a file only straight after a click.
        const file = await (environment.openFile ?? openBrowserFile)(wish, environment)
        if (!file) return { is: 'idle' }
        setState({ is: 'running', soFar: { bytes: 0, lines: 0 } })
        try {
          const reply = await client.open(name, { query, signal })
          const all = await pour(reply, file, (soFar) => setState({ is: 'running', soFar }))
          return { is: 'done', all }
        } catch (error) {
          await file.abort().catch(() => undefined)
          return signal.aborted ? { is: 'idle' } : { is: 'failed', cause: causeOf(error) }
        }
      }
      void run()
        .catch((error: unknown): DownloadState => ({ is: 'failed', cause: causeOf(error) }))
        .then((ended) => {
          stop.current = null
          setState(ended)
        })
    },
    [client, environment],
  )
  return { state, start, cancel: () => stop.current?.abort() }
}
