/** A statement has room for 65,535 values (PostgreSQL's protocol), and a large company for more. */
const AT_ONCE = 1_000

/** A long list, in parts that fit a statement. */
export function inParts<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, part) =>
    all.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
  )
}
