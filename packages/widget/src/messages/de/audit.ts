import type { AuditAction, AuditEntry } from '@plumm/entra-shared'
import type { Words } from '../en-gb/en-gb.ts'
import { afterIn, numberIn, withNamesApart } from '../entry-facts.ts'
import type { Formats } from '../formats.ts'
import { type Sentence, say, strong, value } from '../sentence.ts'
import { fieldNames } from './fields.ts'
import { reasons } from './reasons.ts'

type Tell = (entry: AuditEntry) => Sentence

export const audit = (f: Formats): Words['audit'] => ({
  open: 'Aktivitätsprotokoll',
  title: 'Aktivitätsprotokoll',
  close: 'Schließen',
  search: 'Suchen',
  searchHint: 'Ein Name oder ein Wort',
  onlyThisPerson: 'Nur diese Person',
  outcome: 'Ergebnis',
  anyOutcome: 'Jedes Ergebnis',
  outcomes: {
    intended: 'Angekündigt',
    succeeded: 'Erledigt',
    failed: 'Fehlgeschlagen',
    held: 'Angehalten',
    blocked: 'Nicht möglich',
    unknown: 'Antwort verloren',
  },
  actionNames: { 'user.suspended': 'Nur Sperrungen' },
  remove: (text) => `Filter entfernen: ${text}`,
  newEntries: (count) => f.count(count, { one: '# neuer Eintrag', other: '# neue Einträge' }),
  more: 'Frühere anzeigen',
  loadingMore: 'Es wird weitergelesen …',
  loading: 'Das Protokoll wird gelesen',
  empty: 'Noch ist hier nichts',
  emptyText: 'Was von jetzt an geschieht, steht hier, in einfachen Sätzen.',
  nothingFound: 'Nichts passt',
  nothingFoundText: 'Versuchen Sie es mit weniger Filtern.',
  clearFilters: 'Filter löschen',
  end: 'Hier hat es begonnen.',
  details: 'Einzelheiten',
  entryNumber: 'Eintrag',
  at: 'Zeit',
  account: 'Konto in Entra',
  graphRequest: 'Anforderungs-ID von Microsoft',
  ourRequest: 'Unsere Anforderungs-ID',
  hash: 'Hash',
  sentenceFor: (entry) => sentences(f)[entry.action](withNamesApart(entry, f)),
})

function sentences(f: Formats): Record<AuditAction, Tell> {
  const people = (count: number) => f.count(count, { one: '# Person', other: '# Personen' })
  const tenantOf = (entry: AuditEntry) => f.apart(afterIn(entry, 'tenant') ?? 'Microsoft Entra')
  return {
    'connection.attempt-started': (entry) =>
      say`${actorOf(entry)} ${strong('hat begonnen')}, Microsoft Entra zu verbinden.`,
    'connection.link-made': (entry) =>
      say`${actorOf(entry)} ${strong('hat einen Link erstellt')}, ${afterIn(entry, 'linkFor') === 'this-window' ? 'um sich ohne eigenes Fenster anzumelden' : 'für einen Entra-Administrator'}.`,
    'connection.sign-in-accepted': (entry) =>
      say`${actorOf(entry)} ${strong('hat sich')} bei Microsoft ${strong('angemeldet')}.`,
    'connection.sign-in-refused': (entry) =>
      say`${strong('Anmeldung nicht angenommen')}: ${actorOf(entry)}. Es wurde nichts verbunden.`,
    'connection.consent-refused': (entry) =>
      say`${actorOf(entry)} ${strong('hat die Berechtigung nicht erteilt')}, im Fenster von Microsoft.`,
    'connection.connected': (entry) =>
      say`${actorOf(entry)} ${strong('hat')} ${tenantOf(entry)} ${strong('verbunden')}.`,
    'connection.reconnected': (entry) =>
      say`${actorOf(entry)} ${strong('hat')} ${tenantOf(entry)} ${strong('neu verbunden')}. Was wartete, geht weiter.`,
    'connection.disconnected': (entry) =>
      say`${actorOf(entry)} ${strong('hat Microsoft Entra getrennt')}. Die Konten dort bleiben, wie sie sind.`,
    'connection.forgotten': (entry) =>
      say`${actorOf(entry)} ${strong('hat gelöscht')}, was von diesem Unternehmen aufbewahrt wurde. Dieses Protokoll bleibt.`,
    'connection.attention': (entry) =>
      say`${strong('Gestoppt')}: Die Verbindung braucht Aufmerksamkeit.${whyOf(entry)}`,
    'permissions.changed': (entry) =>
      say`${strong('Berechtigungen geändert')} in Microsoft Entra${permissionsOf(entry, f)}.`,
    'directory.unreadable': () =>
      say`${strong('Plumms Personenliste')} ließ sich nicht lesen. Änderungen kommen weiter an.`,
    'directory.readable': () => say`${strong('Plumms Personenliste')} lässt sich wieder lesen.`,
    'connection.recovered': () => say`${strong('Läuft wieder')}. Was wartete, geht weiter.`,
    'preview.started': (entry) => say`${actorOf(entry)} ${strong('hat eine Vorschau angefordert')}.`,
    'preview.ready': (entry) => {
      const count = numberIn(entry, 'people')
      return say`${strong('Vorschau bereit')}${count === null ? '' : ` für ${people(count)}`}.`
    },
    'preview.failed': (entry) => say`${strong('Die Vorschau ließ sich nicht erstellen')}.${whyOf(entry)}`,
    'sync.approved': (entry) => say`${actorOf(entry)} ${strong('hat die Vorschau freigegeben')}. Der Abgleich läuft.`,
    'sync.requested': (entry) =>
      say`${actorOf(entry)} ${strong('hat eine Prüfung')} aller Personen ${strong('angefordert')}.`,
    'sync.paused': (entry) => say`${actorOf(entry)} ${strong('hat den Abgleich pausiert')}. Änderungen warten.`,
    'sync.resumed': (entry) => say`${actorOf(entry)} ${strong('hat den Abgleich fortgesetzt')}.`,
    'person.sync-requested': (entry) =>
      say`${actorOf(entry)} ${strong('hat einen Abgleich angefordert')}: ${personOf(entry)}.`,
    'person.erased': (entry) =>
      say`${actorOf(entry)} ${strong('hat die Daten')} einer ausgeschiedenen Person ${strong('gelöscht')}.`,
    'user.created': (entry) => written(entry, say`Konto für ${personOf(entry)} in Entra`, 'angelegt'),
    'user.restored': (entry) => written(entry, say`Gelöschtes Konto von ${personOf(entry)}`, 'wiederhergestellt'),
    'user.linked': (entry) => written(entry, say`${personOf(entry)} mit dem bestehenden Konto`, 'verknüpft'),
    'user.updated': (entry) => written(entry, say`${personOf(entry)} in Entra`, 'aktualisiert'),
    'user.renamed': (entry) => written(entry, say`Konto von ${personOf(entry)} in Entra`, 'umbenannt'),
    'user.reference-changed': (entry) => written(entry, ...referenceOf(entry, f)),
    'user.suspended': (entry) => written(entry, say`${personOf(entry)} in Entra`, 'gesperrt'),
    'user.enabled': (entry) => written(entry, say`Konto von ${personOf(entry)} in Entra`, 'wieder aktiviert'),
    'sessions.revoked': (entry) => written(entry, say`${personOf(entry)} überall`, 'abgemeldet'),
    'drift.corrected': (entry) => written(entry, ...driftOf(entry, f)),
    'user.held': (entry) => {
      const count = entry.personId === null ? numberIn(entry, 'people') : null
      return say`${strong('Angehalten')}: ${count === null ? personOf(entry) : `${people(count)} auf einmal`}.${whyOf(entry)}`
    },
    'user.blocked': (entry) =>
      say`${strong('Nicht möglich')}: ${personOf(entry)} ließ sich nicht abgleichen.${whyOf(entry)}`,
    'hold.answered': (entry) => say`${actorOf(entry)} ${strong('hat die Frage beantwortet')}, zu ${personOf(entry)}.`,
    'settings.changed': (entry) => say`${actorOf(entry)} ${strong('hat die Einstellungen geändert')}.`,
    'field-mapping.changed': (entry) => say`${actorOf(entry)} ${strong('hat die Feldzuordnung geändert')}.`,
    'audit.exported': (entry) => say`${actorOf(entry)} ${strong('hat dieses Protokoll exportiert')}.`,
    'audit.sealed': () => say`Dieses Protokoll ${strong('versiegelt')} und seine ältesten Einträge entfernt.`,
  }
}

/** A write to Entra, as far as it got; `after` is what else there is to say when it is done. */
function written(entry: AuditEntry, what: Sentence, done: string, after: Sentence = []): Sentence {
  switch (entry.outcome) {
    case 'intended':
      return say`${what} ${strong(`wird gleich ${done}`)}.`
    case 'succeeded':
      return say`${what} ${strong(done)}${after}.`
    case 'failed':
      return say`${what} ${strong(`konnte nicht ${done} werden`)}.${whyOf(entry)}`
    case 'unknown':
      return say`${what} ${strong(`wurde vielleicht ${done}`)}. Die Antwort von Microsoft ging verloren, darum sehen wir noch einmal nach.`
    case 'held':
      return say`${strong('Angehalten')}: ${what} wird erst nach einer Antwort ${done}.${whyOf(entry)}`
    case 'blocked':
      return say`${strong('Nicht möglich')}: ${what} kann nicht ${done} werden.${whyOf(entry)}`
  }
}

function driftOf(entry: AuditEntry, f: Formats): [what: Sentence, done: string, after: Sentence] {
  const [change] = entry.changes
  if (entry.changes.length !== 1 || !change || change.isErased)
    return [say`${personOf(entry)} in Entra`, 'zurückgesetzt', say`: Jemand hatte abgeglichene Felder geändert`]
  const found =
    change.before === null
      ? say`In Entra hatte jemand das Feld geleert`
      : say`In Entra hatte jemand ${value(f.apart(change.before))} eingetragen`
  const wanted =
    change.after === null ? say`jetzt ist es wieder leer` : say`jetzt steht dort wieder ${value(f.apart(change.after))}`
  return [say`${fieldWord(change.field)} von ${personOf(entry)}`, 'zurückgesetzt', say`: ${found}; ${wanted}`]
}

function referenceOf(entry: AuditEntry, f: Formats): [what: Sentence, done: string] {
  const [change] = entry.changes
  const what = `${change ? fieldWord(change.field) : 'Führungskraft'} von ${personOf(entry)} in Entra`
  if (change?.isErased) return [say`${what} (Name gelöscht)`, 'geändert']
  if (!change || change.after === null) return [say`${what}`, 'entfernt']
  return [say`${what} auf ${value(f.apart(change.after))}`, 'gesetzt']
}

function personOf(entry: AuditEntry): string {
  return entry.personName ?? (entry.personId === null ? 'jemand' : 'eine gelöschte Person')
}

function actorOf({ actor }: AuditEntry): string {
  if (actor.name !== null && actor.name !== '') return actor.name
  switch (actor.kind) {
    case 'plumm':
    case 'sync':
      return 'Plumm'
    case 'plumm-user':
      return 'Jemand'
    case 'entra-admin':
      return 'Ein Entra-Administrator'
    case 'operator':
      return 'Plumms Betreiber'
  }
}

function whyOf({ reason }: AuditEntry): string {
  return reason === null ? '' : ` ${reasons[reason].what}`
}

function permissionsOf({ changes }: AuditEntry, f: Formats): string {
  const all = changes.map(
    ({ field, after }) => `${field} ist ${after === 'granted' ? 'erteilt' : 'nicht mehr erteilt'}`,
  )
  return all.length === 0 ? '' : `: ${f.list(all)}`
}

const fieldWord = (field: string): string => fieldNames[field] ?? field
