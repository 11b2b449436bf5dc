import type { BadgeWords } from '../en-gb/badge.ts'

export const badge: BadgeWords = {
  words: {
    blocked: 'Nicht abgleichbar',
    held: 'Angehalten',
    retrying: 'Neuer Versuch',
    pending: 'Wartet',
    synced: 'Abgeglichen',
    suspended: 'In Entra gesperrt',
    excluded: 'Ausgenommen',
    'not-connected': 'Nicht verbunden',
  },
  needsHr: 'HR ist gefragt',
  needsIt: 'IT ist gefragt',
  looking: 'Wird geprüft …',
  unknown: 'Nicht bekannt',
  unknownMeaning: 'Der Status lässt sich gerade nicht lesen. Wir versuchen es weiter.',
  label: (word) => `Microsoft Entra: ${word}`,
}
