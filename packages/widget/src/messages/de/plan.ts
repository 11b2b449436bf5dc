import type { Words } from '../en-gb/en-gb.ts'
import type { Formats } from '../formats.ts'

export const plan = (f: Formats): Words['plan'] => {
  const people = (count: number) => f.count(count, { one: '# Person', other: '# Personen' })
  return {
    headline: (tenant) => `Das wird sich in ${f.apart(tenant)} ändern`,
    text: 'Noch ist nichts geschehen. Sehen Sie es sich in Ruhe an; jede Zeile zeigt alle Felder vorher und nachher.',
    planning: (done, total) => `${f.number(done)} von ${people(total)} geprüft`,
    planningText: 'Wir vergleichen alle Personen in Plumm mit den Konten in Entra. Geändert wird nichts.',
    kinds: {
      suspend: 'Sperren',
      block: 'Nicht abgleichbar',
      hold: 'Angehalten',
      create: 'Anlegen',
      link: 'Verknüpfen',
      update: 'Aktualisieren',
      none: 'Abgeglichen',
    },
    does: {
      suspend: 'Wird gesperrt',
      block: 'Noch nicht abgleichbar',
      hold: 'Braucht Ihre Antwort',
      create: 'Neues Konto',
      link: 'Bestehendes Konto wird verknüpft',
      update: 'Konto wird aktualisiert',
      none: 'Schon abgeglichen',
    },
    everyone: 'Alle',
    filters: 'Was geschehen würde',
    search: 'Suchen',
    searchHint: 'Name oder E-Mail',
    rows: 'Personen',
    changes: (count) => f.count(count, { one: '# Feld', other: '# Felder' }),
    noChanges: 'Am Konto ändert sich nichts.',
    keepsSignInName: (signInName) =>
      `Meldet sich als ${f.apart(signInName)} an, bis sich die E-Mail-Adresse in Plumm ändert.`,
    before: 'Jetzt in Entra',
    after: 'Künftig',
    field: 'Feld',
    empty: 'leer',
    erased: 'gelöscht',
    nobody: 'Niemand',
    nobodyText: 'Zu diesem Filter gibt es niemanden.',
    risk: (count, names) => {
      const others = count - names.length
      const apart = names.map(f.apart)
      const listed = f.list(others > 0 ? [...apart, f.count(others, { one: '# weitere', other: '# weitere' })] : apart)
      return `${f.count(count, { one: '# Person wird sofort gesperrt', other: '# Personen werden sofort gesperrt' })}: ${listed}.`
    },
    riskText: 'Sie können sich nicht mehr anmelden und werden überall abgemeldet. Konten und Daten bleiben.',
    waits: (held, blocked) => {
      const parts = [
        ...(held > 0
          ? [f.count(held, { one: '# Frage wartet auf Ihre Antwort', other: '# Fragen warten auf Ihre Antwort' })]
          : []),
        ...(blocked > 0
          ? [
              f.count(blocked, {
                one: '# Person lässt sich nicht abgleichen',
                other: '# Personen lassen sich nicht abgleichen',
              }),
            ]
          : []),
      ]
      return parts.length === 0 ? '' : `${f.list(parts)}; für alle anderen geht es los.`
    },
    reach: 'Festlegen, wer gepflegt wird',
    blockedSignIn: {
      legend: 'Wenn jemand anders eine Anmeldung in Entra blockiert hat',
      ask: 'Jedes Mal fragen',
      askText: 'Es kann ein Vorfall gewesen sein. Die übrigen Felder werden weiter abgeglichen.',
      putBack: 'Zurücksetzen',
      putBackText: 'Plumm bestimmt, wer sich anmelden kann, wie bei jedem anderen Feld.',
    },
    start: (count) => `Abgleich für ${people(count)} starten`,
    starting: 'Wird gestartet …',
    planAgain: 'Neu ermitteln',
    notNow: 'Stattdessen trennen',
    stale: {
      headline: 'Diese Vorschau ist nicht mehr aktuell',
      text: 'Sie ist älter als einen Tag, oder seitdem hat sich etwas geändert. Ermitteln Sie neu, um den jetzigen Stand zu sehen.',
    },
    unsaved: {
      headline: 'Diese Zuordnung ist nicht gespeichert',
      text: 'So würde sie sich auswirken. Speichern Sie sie, um mit ihr zu beginnen, oder ermitteln Sie mit der geltenden neu.',
    },
    failed: { headline: 'Die Vorschau ließ sich nicht erstellen' },
    loading: 'Die Vorschau wird gelesen',
  }
}
