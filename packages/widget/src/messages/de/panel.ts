import type { Words } from '../en-gb/en-gb.ts'
import type { Formats } from '../formats.ts'
import { say, strong } from '../sentence.ts'
import { refusal } from './problems.ts'

export const panel = (f: Formats): Words['panel'] => {
  const people = (count: number) => f.count(count, { one: '# Person', other: '# Personen' })
  const changes = (count: number) => f.count(count, { one: '# Änderung', other: '# Änderungen' })
  return {
    title: 'Microsoft Entra ID',
    people,
    changes,
    loading: 'Der Stand wird gelesen',
    tryAgain: 'Noch einmal versuchen',
    cancel: 'Abbrechen',
    askAdministrator: 'IT um Hilfe bitten',
    done: 'Fertig',

    firstVisit: {
      headline: 'Microsoft Entra auf dem Stand von Plumm halten',
      text: 'Ändern Sie etwas einmal, in Plumm. Das Konto folgt innerhalb von Sekunden.',
      doesTitle: 'Was es tut',
      does: [
        'Legt für jede neue Person ein Konto an oder verknüpft das vorhandene',
        'Überträgt Name, E-Mail, Position, Abteilung, Standort, Telefon',
        'Sperrt Konten sofort, wenn jemand ausscheidet, und meldet sie überall ab',
      ],
      needsTitle: 'Was Sie brauchen',
      needs: [
        'Einen Entra-Administrator: „Globaler Administrator“ oder „Administrator für privilegierte Rollen“; Sie selbst oder jemand aus der IT',
        'Etwa fünf Minuten. In Entra ändert sich nichts, bevor Sie es gesehen und freigegeben haben',
      ],
      neverTitle: 'Was es nie tut',
      never: ['Konten löschen', 'Personen anrühren, die nicht in Plumm sind', 'Kennwörter sehen'],
      undoTitle: 'Wie Sie es rückgängig machen',
      undo: 'Pausieren oder trennen Sie jederzeit mit einem Klick. Die Konten in Entra bleiben, wie sie sind.',
      connect: 'Verbinden',
    },
    before: {
      headline: (tenant) => `${f.apart(tenant)} ist getrennt`,
      text: (domain) =>
        `Nach ${domain} geht jetzt nichts, und die Konten dort bleiben, wie sie sind. Verbinden Sie wieder, findet Plumm dieselben Personen; Sie sehen vorher, was sich ändern wird.`,
      connect: 'Wieder verbinden',
    },

    planning: 'Es wird ermittelt, was sich ändern würde',
    inStep: (count, tenant) => say`Plumm hält ${strong(people(count))} mit ${f.apart(tenant)} auf dem gleichen Stand.`,
    nobodyYet: (tenant) => say`Plumm ist mit ${f.apart(tenant)} verbunden.`,
    lastChange: (iso) => `Letzte Änderung: ${f.ago(iso)}.`,
    noChangeYet: 'Noch keine Änderung.',
    nothingToDo: 'Für Sie ist nichts zu tun.',
    firstSync: {
      sentence: (tenant) => say`Alle werden mit ${f.apart(tenant)} abgeglichen.`,
      canLeave: 'Sie können diese Seite verlassen; es geht weiter.',
      done: (done, total) => `${f.number(done)} von ${people(total)}`,
      left: (seconds) => (seconds === null ? 'die Dauer wird ermittelt' : `noch etwa ${f.lasting(seconds)}`),
    },
    paused: {
      sentence: (by, iso) =>
        say`${strong('Pausiert')}${by === '' ? '' : ` von ${f.apart(by)}`} seit ${f.timeOrDay(iso)}.`,
      text: (waiting) =>
        waiting === 0
          ? 'Nichts geht verloren: Änderungen in Plumm werden aufbewahrt und ausgeführt, sobald Sie fortsetzen.'
          : `Nichts geht verloren: ${f.count(waiting, { one: '# Änderung wartet', other: '# Änderungen warten' })}.`,
      resume: 'Fortsetzen',
    },

    counts: {
      title: 'Personen',
      words: {
        synced: 'Abgeglichen',
        pending: 'Warten',
        retrying: 'Neuer Versuch',
        held: 'Angehalten',
        blocked: 'Nicht abgleichbar',
        suspended: 'Gesperrt',
        excluded: 'Ausgenommen',
        'not-connected': 'Nicht verbunden',
      },
      open: 'Anzeigen',
    },
    needsSomeone: {
      held: (count) =>
        f.count(count, { one: '# Frage wartet auf Ihre Antwort', other: '# Fragen warten auf Ihre Antwort' }),
      blocked: (count) =>
        f.count(count, {
          one: '# Person lässt sich nicht abgleichen',
          other: '# Personen lassen sich nicht abgleichen',
        }),
      answer: 'Antworten',
      look: 'Ansehen',
    },
    recent: { title: 'Letzte Aktivitäten', none: 'Noch ist nichts geschehen.' },
    folds: {
      connection: 'Verbindung',
      allowed: 'Was Plumm in Entra darf',
      readiness: 'Bevor Sie beginnen',
      checks: 'Voraussetzungen prüfen',
    },
    actions: {
      syncAll: 'Jetzt alle abgleichen',
      syncAsked: 'Angefordert',
      pause: 'Pausieren',
      settings: 'Einstellungen',
      disconnect: 'Trennen',
    },

    notAllowed: {
      headline: 'Diese Seite ist für Administratoren',
      text: 'Sie dürfen den Status von Personen sehen, aber nicht, wie die Verbindung eingerichtet ist. Wenden Sie sich an einen Plumm-Administrator.',
    },
    manageOnly: 'Sie dürfen hier lesen, aber nichts ändern. Wenden Sie sich an einen Plumm-Administrator.',
    refusal,
    failure: (cause) => {
      switch (cause.is) {
        case 'refused':
          return refusal(cause.problem)
        case 'unreachable':
          return 'Wir sind gerade nicht erreichbar. Was Sie sehen, ist vielleicht nicht mehr aktuell; wir versuchen es weiter.'
        case 'not-understood':
          return 'Wir haben eine Antwort erhalten, die wir nicht verstehen. Laden Sie die Seite neu; bleibt es so, melden Sie es dem Support.'
        case 'no-session':
          return 'Ihre Sitzung in Plumm ist beendet. Melden Sie sich wieder an, dann geht es von selbst weiter.'
      }
    },
    reference: (requestId) => `Referenz für den Support: ${requestId}`,
    copy: 'Kopieren',
    copied: 'Kopiert',
    broken: {
      headline: 'Dieser Teil der Seite funktioniert nicht mehr',
      text: 'Der Abgleich selbst ist nicht betroffen. Laden Sie die Seite neu, um ihn wieder zu sehen.',
    },
  }
}
