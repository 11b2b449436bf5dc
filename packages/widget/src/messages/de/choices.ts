import type { choiceWords as british } from '../en-gb/choices.ts'

export const choiceWords: typeof british = {
  release: 'Freigeben',
  reject: 'Ablehnen',
  link: 'Bestehendes Konto verknüpfen',
  create: 'Neues Konto anlegen',
  restore: 'Gelöschtes Konto wiederherstellen',
  skip: 'Vorerst auslassen',
  unblock: 'Anmeldung wieder zulassen',
  leave: 'So lassen',
  suspend: 'Sperren',
}
