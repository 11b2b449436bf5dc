import type { PersonStatusReport } from '@plumm/entra-shared'
import type { Messages } from '../messages/en-gb/en-gb.ts'

/** The badge's word: "Blocked" alone helps nobody, so it says who acts where that is known. */
export function wordFor({ status, actor }: PersonStatusReport, words: Messages['status']): string {
  if (status === 'blocked' && actor === 'hr') return words.needsHr
  if (status === 'blocked' && actor === 'it') return words.needsIt
  return words.words[status]
}
