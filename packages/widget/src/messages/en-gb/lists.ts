import type { AuditKind } from '@plumm/entra-shared'
import type { Formats } from '../formats.ts'
import { listFormats } from '../list-formats.ts'

/** Long lists: the preview and the activity log, and taking them away as files. */
export const lists = (f: Formats) => {
  const lines = (count: number) => f.count(count, { one: '# line', other: '# lines' })
  const { size, day, lastDay } = listFormats(f)
  const checked = (count: number) => f.count(count, { one: '# entry checked', other: '# entries checked' })
  const entries = (count: number) => f.count(count, { one: '# entry', other: '# entries' })
  return {
    download: {
      /** What a file is counted in. */
      counts: { lines, entries },
      running: (count: string, bytes: number) => (bytes === 0 ? 'Asking for it …' : `${count} so far, ${size(bytes)}`),
      done: (count: string, bytes: number) => `Saved: ${count}, ${size(bytes)}.`,
      failed: 'The file was not saved.',
    },
    log: {
      filter: 'Filter',
      kind: 'Kind',
      anyKind: 'Everything',
      kinds: {
        access: 'Sign-in: suspended, enabled, signed out',
        accounts: 'Accounts: created, linked, restored',
        details: 'Names and details',
        'put-back': 'Put back after a change in Entra',
        questions: 'Questions and blocked people',
        sync: 'The sync and its previews',
        connection: 'The connection and its permissions',
        settings: 'Settings and field mapping',
        log: 'This log: exported, sealed, erased',
      } satisfies Record<AuditKind, string>,
      from: 'From',
      to: 'Until',
      since: (iso: string) => `From ${day(iso)}`,
      /** The moment after the last day. */
      until: (iso: string) => `Until ${day(lastDay(iso))}`,
      chips: 'Filters that are on',
      clearAll: 'Clear all',
      noEarlierMatch: 'Nothing earlier matches.',
      cutBefore: 'What was older has been removed, as its time was over.',
      onlyPerson: (name: string) => `Only ${name}`,
      copyEntry: 'Copy for support',
      takeAway: 'Download',
      asCsv: 'To read (CSV)',
      asCsvText: 'One line for each entry, for a spreadsheet.',
      asProof: 'As proof (NDJSON)',
      asProofText: 'With every hash, so that anybody can check it without us.',
      selection: 'Only what the filters show.',
      whole: 'The whole log.',
      check: 'Check the log',
      checkAgain: 'Check again',
      checking: 'Checking every entry …',
      isWhole: (entries: number, iso: string) =>
        `Nothing was changed or removed: ${checked(entries)} ${f.timeOrDay(iso)}.`,
      isCut: (seq: number) =>
        `It begins after entry ${f.number(seq)}; older ones were removed when their time was over.`,
      isErased: (count: number) =>
        f.count(count, {
          one: 'Personal values of # entry were erased, on record.',
          other: 'Personal values of # entries were erased, on record.',
        }),
      isBroken: (seq: number | null) =>
        seq === null
          ? 'This log is not as it was written.'
          : `This log is not as it was written, from entry ${f.number(seq)} on.`,
      isBrokenText:
        'Somebody changed or removed something outside Plumm. The sync goes on. Plumm’s support has to look: send them this, and download the log as proof now.',
      /** For support. */
      brokenReport: (seq: number | null, entries: number, head: string, iso: string) =>
        `Audit log broken${seq === null ? '' : ` at entry ${seq}`}; ${entries} entries, head ${head}, checked ${iso}.`,
      copyReport: 'Copy for support',
    },
    preview: {
      asCsv: 'Download as CSV',
      /** For a screen reader, of the list. */
      keys: 'Arrow keys move from person to person, Enter opens one.',
      waiting: 'Reading …',
      found: (count: number) => f.count(count, { one: '# person in the list', other: '# people in the list' }),
      notFurther: 'The rest of the list could not be read.',
    },
  }
}
