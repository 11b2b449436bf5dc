import { stringify } from 'csv-stringify/sync'
import type { AuditEntry } from '@plumm/entra-shared'

const COLUMNS = [
  'seq',
  'at',
  'action',
  'outcome',
  'actor',
  'personId',
  'personName',
  'entraUserId',
  'changes',
  'reason',
  'clientRequestId',
  'graphRequestId',
  'hash',
]

/** The log for a spreadsheet. It proves nothing: that is what NDJSON is for. */
export async function* csvLines(pages: AsyncIterable<readonly AuditEntry[]>): AsyncGenerator<string> {
  yield stringify([COLUMNS])
  for await (const entries of pages) {
    yield stringify(
      entries.map((entry) => [
        entry.seq,
        entry.at,
        entry.action,
        entry.outcome,
        entry.actor.name ?? entry.actor.kind,
        entry.personId,
        entry.personName,
        entry.entraUserId,
        entry.changes.map(wordsFor).join('; '),
        entry.reason,
        entry.clientRequestId,
        entry.graphRequestId,
        entry.hash,
      ]),
      // A name that starts with = would be run as a formula by the spreadsheet that opens this.
      { escape_formulas: true },
    )
  }
}

function wordsFor({ field, before, after, isErased }: AuditEntry['changes'][number]): string {
  return isErased ? `${field}: (erased)` : `${field}: ${before ?? '(empty)'} -> ${after ?? '(empty)'}`
}
