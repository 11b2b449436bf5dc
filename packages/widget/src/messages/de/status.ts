import type { Words } from '../en-gb/en-gb.ts'
import type { Formats } from '../formats.ts'
import { badge } from './badge.ts'

export const status = (f: Formats): Words['status'] => ({
  ...badge,
  heldLong: 'Angehalten: Ihre Antwort fehlt',
  meaning: {
    blocked: 'Diese Person lässt sich nicht abgleichen, bis jemand etwas unternimmt.',
    held: 'Bevor etwas geschieht, ist eine Frage zu beantworten.',
    retrying: 'Es hat gerade nicht geklappt. Der nächste Versuch kommt von selbst.',
    pending: 'Eine Änderung ist auf dem Weg nach Entra.',
    synced: 'In Entra steht dasselbe wie in Plumm.',
    suspended: 'Mit dem Konto kann sich niemand anmelden; es wurde überall abgemeldet. Gelöscht wurde es nicht.',
    excluded: 'Diese Person ist mit Absicht vom Abgleich ausgenommen.',
    'not-connected': 'Nichts über diese Person geht nach Entra.',
  },
  cardTitle: 'Microsoft Entra',
  lastSynced: (iso) => `Zuletzt abgeglichen: ${f.timeOrDay(iso)} (${f.ago(iso)})`,
  nextTry: (iso) => `Nächster Versuch um ${f.time(iso)}`,
  account: 'Konto',
  copyId: 'Objekt-ID kopieren',
  openInEntra: 'Im Entra Admin Center öffnen',
  differs: 'Was nicht übereinstimmt',
  syncNow: 'Jetzt abgleichen',
  tryNow: 'Jetzt versuchen',
  asked: 'Angefordert. Diese Karte zeigt, wie es weitergeht.',
})
