import type { AuditEntry } from '@plumm/entra-shared'
import { spreadsheetLines } from '../http/spreadsheet.ts'

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
export function csvLines(pages: AsyncIterable<readonly AuditEntry[]>): AsyncGenerator<string> {
  return spreadsheetLines(COLUMNS, pages, (entry) => [
    [
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
    ],
  ])
}

function wordsFor({ field, before, after, isErased }: AuditEntry['changes'][number]): string {
  return isErased ? `${field}: (erased)` : `${field}: ${before ?? '(empty)'} -> ${after ?? '(empty)'}`
}
