import type { HoldChoice } from '@plumm/entra-shared'
import type { Formats } from '../formats.ts'
import { choiceWords } from './choices.ts'

/** Open questions. */
export const holds = (f: Formats) => ({
  title: (count: number) => f.count(count, { one: '# open question', other: '# open questions' }),
  none: 'No open questions',
  noneText: 'When something needs a decision of yours, it is asked here.',
  loading: 'Reading the questions',
  since: (iso: string) => `Asked ${f.ago(iso)}`,
  candidates: 'Accounts in question',
  choices: choiceWords,
  consequences: {
    release: 'The change is made now.',
    reject: 'The change is not made. Entra stays as it is.',
    link: 'Plumm looks after this account from now on.',
    create: 'A new account is made in Entra.',
    restore: 'The deleted account comes back and is linked.',
    skip: 'Nothing happens until something changes in Plumm.',
    unblock: 'The person can sign in again.',
    leave: 'Nothing changes in Entra.',
    suspend: 'The account cannot sign in any more, and is signed out everywhere.',
  } satisfies Record<HoldChoice, string>,
  answerAll: (choice: string, count: number) => `${choice} all ${f.number(count)}`,
  confirm: 'Confirm',
  back: 'Back',
})

export type HoldsMessages = ReturnType<typeof holds>
