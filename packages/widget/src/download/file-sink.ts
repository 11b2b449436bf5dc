import type { BadgeEnvironment } from '../options.ts'

/** Where a download goes, part by part. */
export interface FileSink {
  write: (part: Uint8Array<ArrayBuffer>) => Promise<void>
  /** It is whole now. */
  close: () => Promise<void>
  /** Nothing of it is kept. */
  abort: () => Promise<void>
}

export interface FileWish {
  name: string
  /** Its media type. */
  type: string
  /** May be more than memory should hold: the person is asked where to put it, if the browser can write there bit by bit. */
  isBig: boolean
}

/** Call it straight from a click. Null: the person changed their mind. */
export type OpenFile = (wish: FileWish, environment: Pick<BadgeEnvironment, 'after'>) => Promise<FileSink | null>

declare global {
  interface Window {
    /** Chromium only (https://wicg.github.io/file-system-access/). */
    showSaveFilePicker?: (options: { suggestedName: string }) => Promise<FileSystemFileHandle>
  }
}

/** How long a browser may take to begin to save what it was handed. */
const SAVING_MS_MAX = 60_000

export const openBrowserFile: OpenFile = async ({ name, type, isBig }, { after }) => {
  if (isBig && window.showSaveFilePicker) {
    try {
      const handle = await window.showSaveFilePicker({ suggestedName: name })
      const file = await handle.createWritable()
      return { write: (part) => file.write(part), close: () => file.close(), abort: () => file.abort() }
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return null
      // Not allowed here, as in a frame of another origin: then in memory.
    }
  }
  return inMemory(name, type, after)
}

function inMemory(name: string, type: string, after: BadgeEnvironment['after']): FileSink {
  const parts: Uint8Array<ArrayBuffer>[] = []
  return {
    write: async (part) => void parts.push(part),
    abort: async () => void parts.splice(0),
    close: async () => {
      const link = document.createElement('a')
      link.href = URL.createObjectURL(new Blob(parts, { type }))
      link.download = name
      link.click()
      after(SAVING_MS_MAX, () => URL.revokeObjectURL(link.href))
    },
  }
}
