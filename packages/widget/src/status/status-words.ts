import type { PersonStatusReport } from '@plumm/entra-shared'
import type { BadgeWords } from '../messages/en-gb/badge.ts'

/** The badge's word: "Blocked" alone helps nobody, so it says who acts where that is known. */
export function wordFor({ status, actor }: PersonStatusReport, words: BadgeWords): string {
  if (status === 'blocked' && actor === 'hr') return words.needsHr
  if (status === 'blocked' && actor === 'it') return words.needsIt
  return words.words[status]
}
