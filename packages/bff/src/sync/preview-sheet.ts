import {
  type Actor,
  type FieldChange,
  type PreviewRow,
  type Reason,
  actorWords,
  entraFieldWords,
  planWords,
  reasonWords,
  signInWords,
} from '@plumm/entra-shared'

/** One line for each field of each person. */
export const SHEET_COLUMNS = ['Person', 'Email', 'What happens', 'Field', 'Before', 'After', 'Reason', 'Who acts']

const fieldWords: Readonly<Record<string, string>> = { ...entraFieldWords, signIn: 'Sign-in' }
const valueWords: Readonly<Record<string, Readonly<Record<string, string>>>> = { signIn: signInWords }

/**
 * A person of a preview as lines of a spreadsheet, in the words that the widget shows: one for each field that changes or
 * cannot be brought into step, and one for whoever has neither.
 */
export function sheetLines({ name, email, kind, reason, actor, changes, problems }: PreviewRow): string[][] {
  const who = [name, email, kind === 'none' && reason ? 'Left alone' : planWords[kind]]
  const why = [sentenceFor(reason), wordFor(actor, reason)]
  const lines = [
    ...changes.map((change) => [...who, fieldWords[change.field] ?? change.field, ...valuesOf(change), ...why]),
    ...problems.map(({ field, code, actor: acts }) => [
      ...who,
      fieldWords[field] ?? field,
      '',
      '',
      sentenceFor(code),
      wordFor(acts, code),
    ]),
  ]
  return lines.length > 0 ? lines : [[...who, '', '', '', ...why]]
}

function valuesOf({ field, before, after }: FieldChange): [before: string, after: string] {
  const shown = (value: string | null) => (value === null ? '' : (valueWords[field]?.[value] ?? value))
  return [shown(before), shown(after)]
}

function sentenceFor(reason: Reason | null): string {
  return reason === null ? '' : `${reasonWords[reason].what} ${reasonWords[reason].todo}`
}

/** Where there is nothing to explain, nobody is looked for. */
function wordFor(actor: Actor, reason: Reason | null): string {
  return reason === null ? '' : actorWords[actor]
}
