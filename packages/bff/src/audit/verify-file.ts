import { type Checkpoint, createChainCheck } from './chain.ts'
import { type FileEnd, type FileEntry, type FileHead, FileLine } from './export-file.ts'
import { hashEntry } from './hashes.ts'
import { formatOf, hashParts, isSaidBy } from './parts.ts'

/** What a file turned out to be. `problem` is a sentence; the places are positions of entries. */
export type FileVerdict =
  | { ok: true; head: FileHead; end: FileEnd; erased: number; hasAnchor: boolean }
  | { ok: false; problem: string }

/**
 * Checks an exported log with nothing but the file: what people read in each entry is what its canonical text and its
 * parts say, these have the hashes that stand there, and in a whole export each entry builds on the one before, from the
 * start that the first line names to the head in the last. Memory does not grow with the file.
 * @param anchor a place that was written down elsewhere, such as a line of the BFF's own log: it must be in the file
 */
export async function verifyFile(lines: AsyncIterable<string>, anchor: Checkpoint | null): Promise<FileVerdict> {
  let head: FileHead | null = null
  let end: FileEnd | null = null
  let chain = createChainCheck()
  let number = 0
  let entries = 0
  let hasAnchor = false
  const broken = (problem: string): FileVerdict => ({ ok: false, problem })
  for await (const text of lines) {
    if (text === '') continue
    number += 1
    const parsed = readLine(text)
    if (parsed === null) return broken(`Line ${number} cannot be read.`)
    if (end) return broken(`Line ${number} comes after the end.`)
    if ('file' in parsed) {
      if (head) return broken(`Line ${number} begins another export.`)
      head = parsed
      chain = createChainCheck(head.companyId)
      if (head.start && isAt(head.start, anchor)) hasAnchor = true
    } else if (!head) return broken('The first line does not say what this is.')
    else if ('proof' in parsed) {
      if (!isReadAsProven(parsed)) return broken(`Entry ${parsed.seq} does not say what its proof says.`)
      const { canonical, previousHash, parts } = parsed.proof
      if (head.contents === 'whole') chain.take({ seq: parsed.seq, canonical, previousHash, hash: parsed.hash, parts })
      entries += 1
      if (isAt(parsed, anchor)) hasAnchor = true
    } else end = parsed
  }
  if (!head) return broken('The file is empty.')
  if (!end) return broken('The file was broken off: its last line is missing.')
  if (end.entries !== entries) return broken(`The file has ${entries} entries where it says ${end.entries}.`)
  const verdict = chain.verdict()
  if (head.contents === 'whole') {
    if (verdict.brokenAt !== null) return broken(`The chain is broken at entry ${verdict.brokenAt}.`)
    const { start } = head
    if (!start || (entries > 0 && !isAt(verdict.start, start))) return broken('The chain does not begin where it says.')
    if (!isAt(entries > 0 ? verdict.head : start, end.head)) return broken('The chain does not end where it says.')
  }
  if (anchor && !hasAnchor)
    return broken(`Entry ${anchor.seq} is not there with the hash that was written down elsewhere.`)
  return { ok: true, head, end, erased: verdict.erased, hasAnchor }
}

function readLine(text: string): FileHead | FileEntry | FileEnd | null {
  try {
    return FileLine.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** What stands both in the entry and in its canonical text. */
const SAID = [
  'seq',
  'at',
  'action',
  'outcome',
  'personId',
  'entraUserId',
  'reason',
  'intentSeq',
  'clientRequestId',
  'graphRequestId',
] as const

function isReadAsProven(entry: FileEntry): boolean {
  const { canonical, previousHash, parts } = entry.proof
  if (hashEntry(previousHash, canonical) !== entry.hash) return false
  const said: unknown = JSON.parse(canonical)
  if (typeof said !== 'object' || said === null) return false
  if (SAID.some((name) => Reflect.get(said, name) !== entry[name])) return false
  const format = formatOf(canonical)
  if (parts !== null && hashParts(format, parts) !== Reflect.get(said, 'details')) return false
  const { actor, personName, changes } = entry
  return isSaidBy(format, parts, { actor, personName, changes })
}

function isAt(place: Checkpoint, other: Checkpoint | null): boolean {
  return other !== null && place.seq === other.seq && place.hash === other.hash
}
