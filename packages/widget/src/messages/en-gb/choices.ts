import type { HoldChoice } from '@plumm/entra-shared'

/** Answers to a question; the log says which was given. */
export const choiceWords = {
  release: 'Release',
  reject: 'Reject',
  link: 'Link the existing account',
  create: 'Create a new account',
  restore: 'Restore the deleted account',
  skip: 'Leave out for now',
  unblock: 'Unblock sign-in',
  leave: 'Leave as it is',
  suspend: 'Suspend',
} satisfies Record<HoldChoice, string>
