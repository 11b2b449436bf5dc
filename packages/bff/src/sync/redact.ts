/** What is to disappear: names and addresses in lower case, and object ids of accounts. */
export interface Redaction {
  texts: ReadonlySet<string>
  entraUserIds: ReadonlySet<string>
}

/**
 * A copy of a JSON value in which every text that is one of these is empty, and so are the words that stand beside one of
 * these accounts: its name as a candidate, as a conflict, as somebody's manager. Whole texts only: a name inside a longer
 * one is another name. Pure.
 */
export function redact<T>(value: T, redaction: Redaction): T {
  // The shape is the value's own; only texts in it change.
  return redactJson(value, redaction, false) as T
}

function redactJson(value: unknown, redaction: Redaction, isBeside: boolean): unknown {
  if (typeof value === 'string') return isBeside || redaction.texts.has(value.trim().toLowerCase()) ? '' : value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item: unknown) => redactJson(item, redaction, false))
  const { entraUserId, ids } = Object(value)
  const named = [entraUserId, ...(typeof ids === 'object' && ids !== null ? Object.values(ids) : [])]
  const isTheirs = named.some((id) => typeof id === 'string' && redaction.entraUserIds.has(id))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, redactJson(item, redaction, isTheirs && WORDS.includes(key))]),
  )
}

/** What says whose account it is; the rest of such an object says what it is about. */
const WORDS = ['name', 'signInName', 'before', 'after']
