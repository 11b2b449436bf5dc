import type { LaterMessages } from '../en-gb/later.ts'
import type { Formats } from '../formats.ts'
import { listFormats } from '../list-formats.ts'

export const lists = (f: Formats): LaterMessages['lists'] => {
  const { size, day, lastDay } = listFormats(f)
  const lines = (count: number) => f.count(count, { one: '# Zeile', other: '# Zeilen' })
  const entries = (count: number) => f.count(count, { one: '# Eintrag', other: '# Einträge' })
  return {
    download: {
      counts: { lines, entries },
      running: (count, bytes) => (bytes === 0 ? 'Wird angefordert …' : `Bisher ${count}, ${size(bytes)}`),
      done: (count, bytes) => `Gespeichert: ${count}, ${size(bytes)}.`,
      failed: 'Die Datei wurde nicht gespeichert.',
    },
    log: {
      filter: 'Filtern',
      kind: 'Art',
      anyKind: 'Alles',
      kinds: {
        access: 'Anmeldung: gesperrt, aktiviert, abgemeldet',
        accounts: 'Konten: angelegt, verknüpft, wiederhergestellt',
        details: 'Namen und Angaben',
        'put-back': 'Zurückgesetzt nach einer Änderung in Entra',
        questions: 'Fragen und Personen, die sich nicht abgleichen lassen',
        sync: 'Der Abgleich und seine Vorschauen',
        connection: 'Die Verbindung und ihre Berechtigungen',
        settings: 'Einstellungen und Feldzuordnung',
        log: 'Dieses Protokoll: exportiert, versiegelt, gelöscht',
      },
      from: 'Von',
      to: 'Bis',
      since: (iso) => `Ab ${day(iso)}`,
      until: (iso) => `Bis ${day(lastDay(iso))}`,
      chips: 'Filter, die gesetzt sind',
      clearAll: 'Alle aufheben',
      noEarlierMatch: 'Früher passt nichts.',
      cutBefore: 'Was älter war, wurde entfernt, weil seine Zeit um war.',
      onlyPerson: (name) => `Nur ${f.apart(name)}`,
      copyEntry: 'Für den Support kopieren',
      takeAway: 'Herunterladen',
      asCsv: 'Zum Lesen (CSV)',
      asCsvText: 'Eine Zeile je Eintrag, für eine Tabellenkalkulation.',
      asProof: 'Als Nachweis (NDJSON)',
      asProofText: 'Mit allen Hashwerten, sodass jeder es ohne uns prüfen kann.',
      selection: 'Nur, was die Filter zeigen.',
      whole: 'Das ganze Protokoll.',
      check: 'Protokoll prüfen',
      checkAgain: 'Noch einmal prüfen',
      checking: 'Jeder Eintrag wird geprüft …',
      isWhole: (count, iso) =>
        `Nichts wurde geändert oder entfernt: ${f.count(count, { one: '# Eintrag', other: '# Einträge' })} geprüft, ${f.timeOrDay(iso)}.`,
      isCut: (seq) => `Es beginnt nach Eintrag ${f.number(seq)}; ältere wurden entfernt, als ihre Zeit um war.`,
      isErased: (count) =>
        f.count(count, {
          one: 'Persönliche Werte von # Eintrag wurden gelöscht; das ist vermerkt.',
          other: 'Persönliche Werte von # Einträgen wurden gelöscht; das ist vermerkt.',
        }),
      isBroken: (seq) =>
        seq === null
          ? 'Dieses Protokoll ist nicht, wie es geschrieben wurde.'
          : `Dieses Protokoll ist ab Eintrag ${f.number(seq)} nicht, wie es geschrieben wurde.`,
      isBrokenText:
        'Jemand hat außerhalb von Plumm etwas geändert oder entfernt. Der Abgleich geht weiter. Der Plumm-Support muss nachsehen: Schicken Sie ihm dies und laden Sie das Protokoll jetzt als Nachweis herunter.',
      brokenReport: (seq, count, head, iso) =>
        `Aktivitätsprotokoll beschädigt${seq === null ? '' : ` bei Eintrag ${seq}`}; ${count} Einträge, Kopf ${head}, geprüft ${iso}.`,
      copyReport: 'Für den Support kopieren',
    },
    preview: {
      asCsv: 'Als CSV herunterladen',
      keys: 'Mit den Pfeiltasten gehen Sie von Person zu Person, die Eingabetaste öffnet eine.',
      waiting: 'Wird gelesen …',
      found: (count) => f.count(count, { one: '# Person in der Liste', other: '# Personen in der Liste' }),
      notFurther: 'Der Rest der Liste ließ sich nicht lesen.',
    },
  }
}
