import type { MappingMessages } from '../en-gb/mapping.ts'
import type { Formats } from '../formats.ts'
import { fieldNames } from './fields.ts'

export const mapping = (f: Formats): MappingMessages => ({
  properties: {
    id: 'ID in Plumm',
    email: 'E-Mail',
    firstName: 'Vorname',
    lastName: 'Nachname',
    displayName: 'Anzeigename',
    role: 'Position',
    department: 'Abteilung',
    'location.office': 'Büro',
    'location.city': 'Ort',
    'location.country': 'Land',
    phone: 'Telefon',
    employeeNumber: 'Mitarbeiter-ID',
    managerId: 'Führungskraft',
    entity: 'Gesellschaft',
    costCenter: 'Kostenstelle',
    startDate: 'Eintrittsdatum',
    endDate: 'Datum des Zugangsentzugs',
    timeZone: 'Zeitzone',
    status: 'Status',
  },
  intro:
    'Jede Zeile ist ein Feld des Kontos in Entra, und woher sein Wert kommt. Über diese Felder bestimmt Plumm: Was dort jemand von Hand ändert, wird zurückgesetzt.',
  groups: {
    names: 'Name',
    'sign-in': 'Anmeldung und E-Mail',
    work: 'Arbeit',
    place: 'Standort',
    phones: 'Telefon',
  },
  columns: { plumm: 'In Plumm', entra: 'In Entra', example: 'Beispiel' },
  example: {
    with: (name) => `Gezeigt an ${f.apart(name)}`,
    other: 'Jemand anders zeigen',
    search: 'Person suchen',
    hint: 'Name oder E-Mail',
    found: 'Gefundene Personen',
    nobody: 'In Plumm passt niemand.',
    noPeople: 'Die Beispiele erscheinen, sobald Plumms Personen hier bekannt sind: wenn Sie verbunden haben.',
    unreadable: 'Das Beispiel lässt sich gerade nicht zeigen.',
    emptied: 'geleert',
    left: 'bleibt, wie es ist',
    notSet: 'nicht übertragen',
  },

  source: {
    copy: (property) => property,
    lowerCase: (property) => `${property}, in Kleinbuchstaben`,
    localPart: (property) => `${property}, bis zum @`,
    constant: (text) => `„${f.apart(text)}“ für alle`,
    lookup: (property) => `${property}, nach einer Tabelle`,
    firstOf: (sources) => sources.join(', sonst '),
    none: 'Nichts',
  },
  onCreate: 'nur bei einem neuen Konto',
  changed: 'Geändert, noch nicht gespeichert',
  wrong: 'Bitte noch einmal ansehen',

  from: 'Woher der Wert kommt',
  kinds: {
    none: 'Nichts: Dieses Feld bleibt Entra überlassen',
    copy: 'Eine Eigenschaft der Person',
    lowerCase: 'Eine Eigenschaft, in Kleinbuchstaben',
    localPart: 'Eine Eigenschaft, bis zum @',
    template: 'Ein Text mit Eigenschaften darin',
    constant: 'Derselbe Text für alle',
    lookup: 'Eine Tabelle: ein Wort für ein anderes',
    firstOf: 'Das erste von mehreren, das nicht leer ist',
  },
  property: 'Eigenschaft',
  text: 'Text',
  templateHint: 'Eigenschaften stehen in geschweiften Klammern, wie in {firstName} {lastName}.',
  insert: 'Eigenschaft einfügen',
  table: {
    legend: 'Die Tabelle',
    from: (property) => `${property} in Plumm`,
    to: 'In Entra',
    add: 'Zeile hinzufügen',
    fill: (property) => `Alle Werte aus Plumm auflisten: ${property}`,
    remove: (word) => (word === '' ? 'Diese Zeile entfernen' : `Zeile für ${f.apart(word)} entfernen`),
    people: (count) => f.count(count, { one: '# Person', other: '# Personen' }),
    otherwise: 'Was nicht in der Tabelle steht, gilt als leer.',
    twice: 'Dieses Wort steht schon in der Tabelle. Es gilt die untere Zeile.',
  },
  several: {
    legend: 'In dieser Reihenfolge',
    nth: (place) => `Wahl ${f.number(place)}`,
    add: 'Weitere hinzufügen',
    up: (place) => `Wahl ${f.number(place)} nach oben`,
    remove: (place) => `Wahl ${f.number(place)} entfernen`,
  },
  write: 'Wann er geschrieben wird',
  writeIs: {
    always: [
      'Immer',
      'Bleibt abgeglichen: Ändert er sich in Plumm, ändert er sich in Entra; in Entra geändert, wird er zurückgesetzt.',
    ],
    'on-create': [
      'Nur bei einem neuen Konto',
      'Einmal gesetzt. Danach dürfen andere ihn ändern, und Plumm rührt ihn nicht an.',
    ],
  },
  whenEmpty: 'Wenn in Plumm nichts steht',
  whenEmptyIs: {
    clear: ['In Entra leeren', 'Was dort steht, wird entfernt.'],
    leave: ['Lassen, was in Entra steht', 'Nichts wird entfernt.'],
  },
  fixed: {
    userPrincipalName:
      'Angemeldet wird sich mit der E-Mail-Adresse; darum ist es immer diese, auch wenn sie sich ändert.',
    mail: 'Einmal geschrieben: Sobald es ein Postfach gibt, kümmert sich Exchange darum.',
    manager:
      'Verweist auf das Konto der Führungskraft, sobald es beide gibt. Geleert wird es nur, wo Plumm es gesetzt hatte.',
    mailNickname: 'Ohne dies legt Entra kein Konto an. Exchange bildet daraus Adressen.',
    displayName: 'Ohne dies legt Entra kein Konto an.',
    usageLocation: 'Zwei Buchstaben. Ohne sie vergibt Microsoft 365 keine Lizenzen, und leeren lässt es sich nicht.',
  },
  standard: 'Wie in der Standardzuordnung',

  fault: (fault, field) => {
    switch (fault.is) {
      case 'field-missing':
        return `${fieldNames[field] ?? field}: Ohne dies legt Entra kein Konto an. Sagen Sie, woher es kommt.`
      case 'written-twice':
        return 'Eine andere Zeile schreibt dieses Feld schon. Entfernen Sie eine davon.'
      case 'not-clearable':
        return 'Entra lässt dieses Feld nicht leeren. Wählen Sie, dass bleibt, was dort steht.'
      case 'not-the-email':
        return 'Angemeldet wird sich mit der E-Mail-Adresse. Wählen Sie die E-Mail.'
      case 'on-create-only':
        return 'Sobald es ein Postfach gibt, kümmert sich Exchange darum. Wählen Sie „nur bei einem neuen Konto“.'
      case 'always-only':
        return 'Es wird gesetzt, sobald es beide Konten gibt. Wählen Sie „immer“.'
      case 'not-the-manager':
        return 'Es nennt eine andere Person. Wählen Sie die Führungskraft.'
      case 'unknown-property':
        return fault.meant === null
          ? `In Plumm gibt es kein „${f.apart(fault.named)}“. Wählen Sie eine Eigenschaft aus der Liste.`
          : `In Plumm gibt es kein „${f.apart(fault.named)}“. Vielleicht ${f.apart(fault.meant)}?`
      case 'brace-left-over':
        return 'Eine Klammer ist übrig. Jede Eigenschaft steht zwischen einer { und einer }.'
      case 'no-property':
        return 'Der Text nennt keine Eigenschaft, er wäre also für alle gleich. Fügen Sie eine ein oder wählen Sie „derselbe Text für alle“.'
      case 'table-empty':
        return 'Die Tabelle ist leer. Fügen Sie eine Zeile hinzu.'
      case 'text-empty':
        return 'Geben Sie einen Text ein oder wählen Sie „nichts“.'
      case 'too-long':
        return `Das hat ${f.number(fault.text.length)} Zeichen; Entra nimmt ${f.number(fault.max)}. Kürzen Sie es.`
      case 'refused-by-entra':
        return `Entra nimmt „${f.apart(fault.text)}“ hier nicht an. Geben Sie einen anderen Wert ein.`
      case 'never-reached':
        return `„${f.apart(fault.text)}“ hat immer einen Wert, darum kommt das Folgende nie zum Zug. Verschieben Sie es ans Ende.`
    }
  },

  reset: 'Zurück zur Standardzuordnung',
  isStandard: 'Das ist die Standardzuordnung.',
  see: 'Ansehen, was sich ändern würde',
  saved: 'Gespeichert. Alle werden jetzt noch einmal geprüft; was zuvor ermittelt wurde, ist neu zu ermitteln.',
  savedNotConnected: 'Gespeichert. Es gilt von dem Moment an, in dem Sie verbinden.',
  effect: {
    title: 'Was sich ändern würde',
    text: 'Nichts ist gespeichert, und in Entra hat sich nichts geändert.',
    back: 'Zurück zur Zuordnung',
    planning: 'Alle in Plumm werden mit ihren Konten verglichen',
    sum: ({ create, link, update, suspend }) => {
      const changes = create + link + update + suspend
      return changes === 0
        ? 'Für niemanden würde sich etwas ändern.'
        : f.count(changes, { one: '# Konto würde sich ändern.', other: '# Konten würden sich ändern.' })
    },
    connectFirst: 'Sobald Sie verbunden sind, sehen Sie hier vor dem Speichern, was eine Änderung bewirken würde.',
  },
})
