import { entraFieldWords, signInWords } from '@plumm/entra-shared'
import { choiceWords } from './choices.ts'

/** Entra's fields, and the few other things whose change is recorded. What is missing is shown by its own name. */
export const fieldNames: Readonly<Record<string, string>> = {
  ...entraFieldWords,
  signIn: 'Sign-in',
  tenant: 'Directory',
  administrator: 'Signed in as',
  permissions: 'Permissions',
  linkFor: 'Link for',
  linkUntil: 'Link works until',
  people: 'People',
  answer: 'Answer',
  reason: 'Reason',
  revision: 'Revision',
  scope: 'Scope',
  exclusions: 'Never touched',
  format: 'Format',
  filters: 'Filters',
  entries: 'Entries',
  create: 'To create',
  link: 'To link',
  update: 'To update',
  suspend: 'To suspend',
  hold: 'On hold',
  block: 'Blocked',
  none: 'Already in step',
}

/** Values that are words of ours. */
export const fieldValues: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  signIn: signInWords,
  answer: choiceWords,
}
