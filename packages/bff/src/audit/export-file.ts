import { z } from 'zod'
import { AuditEntry } from '@plumm/entra-shared'
import type { ProvenEntry } from './audit.store.ts'
import type { Checkpoint } from './chain.ts'

/** What an NDJSON export calls itself; docs/audit-log.md describes it for those who write a verifier of their own. */
const FILE = 'plumm-entra-audit'
const FILE_VERSION = 1

const Place = z.object({ seq: z.int().nonnegative(), hash: z.string() })

/** The first line. */
export const FileHead = z.object({
  file: z.literal(FILE),
  version: z.literal(FILE_VERSION),
  companyId: z.string(),
  exportedAt: z.iso.datetime(),
  /** `whole`: every entry that is kept, so the chain can be followed. `selection`: each entry by itself only. */
  contents: z.enum(['whole', 'selection']),
  filter: z.record(z.string(), z.string()),
  /** What the first entry of the whole builds on: the beginning, or the checkpoint that retention sealed. */
  start: Place.nullable(),
})
export type FileHead = z.output<typeof FileHead>

/** Every line in between: the entry as people read it, and what proves it. */
export const FileEntry = z.object({
  ...AuditEntry.shape,
  proof: z.object({
    canonical: z.string(),
    previousHash: z.string(),
    parts: z
      .array(z.union([z.object({ salt: z.string(), text: z.string() }), z.object({ hash: z.string() })]))
      .nullable(),
  }),
})
export type FileEntry = z.output<typeof FileEntry>

/** The last line. A file without it was broken off. */
export const FileEnd = z.object({
  head: Place,
  entries: z.int().nonnegative(),
})
export type FileEnd = z.output<typeof FileEnd>

export const FileLine = z.union([FileEntry, FileEnd, FileHead])

/** An export, line by line, from pages of entries that may be read over a long time. */
export async function* fileLines(
  pages: AsyncIterable<readonly ProvenEntry[]>,
  head: Omit<FileHead, 'file' | 'version' | 'start'>,
  chainHead: () => Promise<Checkpoint>,
): AsyncGenerator<string> {
  const isWhole = head.contents === 'whole'
  let last: Checkpoint | null = null
  let entries = 0
  for await (const page of pages) {
    const [first] = page
    if (last === null) {
      last = first ? { seq: first.proof.seq - 1, hash: first.proof.previousHash } : await chainHead()
      yield line({ file: FILE, version: FILE_VERSION, ...head, start: isWhole ? last : null } satisfies FileHead)
    }
    // Retention cut the log while it was being read: better no end than one that proves nothing.
    if (isWhole && first && first.proof.previousHash !== last.hash) throw new Error('The log was cut meanwhile.')
    entries += page.length
    const { proof } = page.at(-1) ?? {}
    if (proof) last = { seq: proof.seq, hash: proof.hash }
    yield page.map((entry) => line(toFileEntry(entry))).join('')
  }
  yield line({ head: isWhole && last ? last : await chainHead(), entries } satisfies FileEnd)
}

function toFileEntry({ proof, read }: ProvenEntry): FileEntry {
  const { canonical, previousHash, parts } = proof
  return { ...read(), proof: { canonical, previousHash, parts: parts && [...parts] } }
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`
}
