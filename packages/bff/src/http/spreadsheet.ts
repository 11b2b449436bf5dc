import { stringify } from 'csv-stringify/sync'

type Cell = string | number | null

/**
 * Lines for a spreadsheet, from pages that may be read over a long time: CSV in UTF-8, with the mark that Excel needs to
 * see that it is.
 */
export async function* spreadsheetLines<T>(
  columns: readonly string[],
  pages: AsyncIterable<readonly T[]>,
  linesFor: (item: T) => readonly (readonly Cell[])[],
): AsyncGenerator<string> {
  yield stringify([columns], { bom: true })
  for await (const items of pages) {
    // A name that starts with = would be run as a formula by the spreadsheet that opens this.
    yield stringify(items.flatMap(linesFor), { escape_formulas: true })
  }
}
