import type { HoldsMessages } from '../en-gb/holds.ts'
import type { Formats } from '../formats.ts'
import { choiceWords } from './choices.ts'

export const holds = (f: Formats): HoldsMessages => ({
  title: (count) => f.count(count, { one: '# offene Frage', other: '# offene Fragen' }),
  none: 'Keine offenen Fragen',
  noneText: 'Wenn eine Entscheidung von Ihnen gebraucht wird, wird hier gefragt.',
  loading: 'Die Fragen werden gelesen',
  since: (iso) => `Gefragt ${f.ago(iso)}`,
  candidates: 'Konten, um die es geht',
  choices: choiceWords,
  consequences: {
    release: 'Die Änderung wird jetzt ausgeführt.',
    reject: 'Die Änderung wird nicht ausgeführt. In Entra bleibt es, wie es ist.',
    link: 'Von jetzt an pflegt Plumm dieses Konto.',
    create: 'In Entra wird ein neues Konto angelegt.',
    restore: 'Das gelöschte Konto kommt zurück und wird verknüpft.',
    skip: 'Es geschieht nichts, bis sich in Plumm etwas ändert.',
    unblock: 'Die Person kann sich wieder anmelden.',
    leave: 'In Entra ändert sich nichts.',
    suspend: 'Mit dem Konto kann sich niemand mehr anmelden, und es wird überall abgemeldet.',
  },
  answerAll: (choice, count) => `Für alle ${f.number(count)}: ${choice}`,
  confirm: 'Bestätigen',
  back: 'Zurück',
})
