import type { FileSink } from './file-sink.ts'

export interface Fetched {
  bytes: number
  /** Line feeds: of a file without line feeds in its values, its lines. */
  lines: number
}

const LINE_FEED = 0x0a

/**
 * Pours an answer into a file as it comes, and closes it when all is there. Answers how much that was.
 * @throws when the line breaks or the file cannot be written; the file is not closed then
 */
export async function pour(
  reply: Response,
  file: Pick<FileSink, 'write' | 'close'>,
  onProgress: (soFar: Fetched) => void,
): Promise<Fetched> {
  let all: Fetched = { bytes: 0, lines: 0 }
  const reader = reply.body?.getReader()
  for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) {
    await file.write(read.value)
    all = { bytes: all.bytes + read.value.byteLength, lines: all.lines + lineFeedsIn(read.value) }
    onProgress(all)
  }
  await file.close()
  return all
}

function lineFeedsIn(part: Uint8Array): number {
  let count = 0
  for (let at = part.indexOf(LINE_FEED); at >= 0; at = part.indexOf(LINE_FEED, at + 1)) count += 1
  return count
}
