import type { AuditEntry } from '@plumm/entra-shared'
import type { Messages } from '../messages/catalogue.ts'
import type { Formats } from '../messages/formats.ts'
import { textOf } from '../messages/sentence.ts'

/** One entry as text, for a message to support: what it says, when, and every id that finds it elsewhere. */
export function entryText(entry: AuditEntry, words: Messages['audit'], formats: Formats): string {
  const facts: [name: string, value: string | null][] = [
    [words.entryNumber, String(entry.seq)],
    [words.at, `${formats.moment(entry.at)} (${entry.at})`],
    [words.outcome, words.outcomes[entry.outcome]],
    [words.graphRequest, entry.graphRequestId],
    [words.ourRequest, entry.clientRequestId],
    [words.account, entry.entraUserId],
    [words.hash, entry.hash],
  ]
  const lines = facts.flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]))
  return [textOf(words.sentenceFor(entry)), ...lines].join('\n')
}
