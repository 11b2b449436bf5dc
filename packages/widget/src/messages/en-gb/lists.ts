import type { Formats } from '../formats.ts'

/** Long lists: the preview and the activity log, and taking them away as files. */
export const lists = (f: Formats) => {
  const lines = (count: number) => f.count(count, { one: '# line', other: '# lines' })
  const unit = (name: 'kilobyte' | 'megabyte') =>
    new Intl.NumberFormat(f.locale, { style: 'unit', unit: name, maximumFractionDigits: 1 })
  const size = (bytes: number) =>
    bytes < 1_000_000 ? unit('kilobyte').format(Math.ceil(bytes / 1_000)) : unit('megabyte').format(bytes / 1_000_000)
  return {
    download: {
      running: (count: number, bytes: number) =>
        bytes === 0 ? 'Asking for it …' : `${lines(count)} so far, ${size(bytes)}`,
      done: (count: number, bytes: number) => `Saved: ${lines(count)}, ${size(bytes)}.`,
      failed: 'The file was not saved.',
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
