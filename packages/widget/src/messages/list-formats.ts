import type { Formats } from './formats.ts'

/** What only long lists and their files need, and so is loaded with them. */
export const listFormats = ({ locale }: Formats) => {
  const unit = (name: 'kilobyte' | 'megabyte') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, maximumFractionDigits: 1 })
  return {
    /** 12 kB, 3.4 MB */
    size: (bytes: number) =>
      bytes < 1_000_000
        ? unit('kilobyte').format(Math.ceil(bytes / 1_000))
        : unit('megabyte').format(bytes / 1_000_000),
    /** 24 Nov 2026 */
    day: (iso: string) =>
      new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(iso)),
    /** The day before this moment: for the end of a time that is not part of it. */
    lastDay: (iso: string) => new Date(Date.parse(iso) - 1).toISOString(),
  }
}
