import type { ReadinessCheck, ReadinessFinding } from '@plumm/entra-shared'

/** What a check before connecting found, in a language's own words: the BFF's sentences are English. */
export interface FindingWords {
  detail: string
  remedy?: string
}

/** What an older or a newer BFF found, without a code that is known here, is said as the BFF says it. */
export function findingsBy(wordsFor: (check: ReadinessCheck) => Record<ReadinessFinding, FindingWords>) {
  const find = (check: ReadinessCheck): FindingWords | undefined => {
    const words: Readonly<Record<string, FindingWords>> = wordsFor(check)
    return words[check.finding ?? '']
  }
  return {
    detail: (check: ReadinessCheck): string => find(check)?.detail ?? check.detail,
    remedy: (check: ReadinessCheck): string | undefined => {
      const words = find(check)
      return words ? words.remedy : check.remedy
    },
  }
}
