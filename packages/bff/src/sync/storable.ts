import { Person } from '@plumm/entra-shared'

/** Stands where a character was that PostgreSQL cannot keep; the field mapping then blocks the field it is in. */
const REPLACEMENT = '\u{FFFD}'

/**
 * The person as PostgreSQL can keep them. U+0000 and halves of a surrogate pair are JSON, and no database text
 * (https://www.postgresql.org/docs/18/datatype-json.html): one of them must not turn away a whole delivery.
 */
export function storable(person: Person): Person {
  return Person.parse(clean(person))
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (Array.isArray(value)) return value.map(clean)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [cleanText(key), clean(inner)]))
}

function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\0', REPLACEMENT)
}
