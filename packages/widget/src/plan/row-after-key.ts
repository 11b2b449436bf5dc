/** Rows that Page Up and Page Down pass. */
const PAGE_ROWS = 10

/** Which row a key leads to from this one; null for a key that leads nowhere. */
export function rowAfterKey(key: string, from: number, total: number): number | null {
  const rows = new Map([
    ['ArrowDown', from + 1],
    ['ArrowUp', from - 1],
    ['PageDown', from + PAGE_ROWS],
    ['PageUp', from - PAGE_ROWS],
    ['Home', 0],
    ['End', total - 1],
  ])
  const row = rows.get(key)
  return row === undefined ? null : Math.min(Math.max(row, 0), total - 1)
}
