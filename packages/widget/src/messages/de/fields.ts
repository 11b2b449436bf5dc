import type { EntraField } from '@plumm/entra-shared'
import type { Words } from '../en-gb/en-gb.ts'
import { choiceWords } from './choices.ts'

const entraFieldNames: Record<EntraField, string> = {
  userPrincipalName: 'Anmeldename',
  mail: 'E-Mail',
  mailNickname: 'E-Mail-Alias',
  displayName: 'Name',
  givenName: 'Vorname',
  surname: 'Nachname',
  jobTitle: 'Position',
  department: 'Abteilung',
  companyName: 'Firma',
  officeLocation: 'Büro',
  city: 'Ort',
  country: 'Land oder Region',
  usageLocation: 'Nutzungsstandort',
  mobilePhone: 'Mobiltelefon',
  businessPhones: 'Geschäftliche Rufnummer',
  employeeId: 'Mitarbeiter-ID',
  division: 'Unternehmensbereich',
  costCenter: 'Kostenstelle',
  manager: 'Führungskraft',
}

export const fieldNames: Words['fieldNames'] = {
  ...entraFieldNames,
  signIn: 'Anmeldung',
  tenant: 'Verzeichnis',
  administrator: 'Angemeldet als',
  permissions: 'Berechtigungen',
  linkFor: 'Link für',
  linkUntil: 'Link gültig bis',
  people: 'Personen',
  answer: 'Antwort',
  reason: 'Grund',
  revision: 'Fassung',
  scope: 'Bereich',
  exclusions: 'Nie angerührt',
  format: 'Format',
  filters: 'Filter',
  entries: 'Einträge',
  create: 'Anzulegen',
  link: 'Zu verknüpfen',
  update: 'Zu aktualisieren',
  suspend: 'Zu sperren',
  hold: 'Angehalten',
  block: 'Nicht abgleichbar',
  none: 'Schon abgeglichen',
}

export const fieldValues: Words['fieldValues'] = {
  signIn: { allowed: 'Zugelassen', blocked: 'Blockiert' },
  answer: choiceWords,
}
