import { type FieldMapping, type Scope, countryCodes, everyone } from '@plumm/entra-shared'

/** Whom the sync is for, while somebody edits it. What was named is kept while "everyone" is chosen. */
export interface ReachDraft extends Pick<FieldMapping, 'scope' | 'exclusions'> {
  isEveryone: boolean
}

export function reachOf({ scope, exclusions }: Pick<FieldMapping, 'scope' | 'exclusions'>): ReachDraft {
  return { isEveryone: !namesSomebody(scope), scope, exclusions }
}

/**
 * What a draft says; null where it says "only some" and names nobody: the sync would take that for everyone, the
 * opposite of what was chosen (`isInScope`).
 */
export function readReach({
  isEveryone,
  scope,
  exclusions,
}: ReachDraft): Pick<FieldMapping, 'scope' | 'exclusions'> | null {
  if (isEveryone) return { scope: everyone, exclusions }
  return namesSomebody(scope) ? { scope, exclusions } : null
}

function namesSomebody(scope: Scope): boolean {
  return Object.values(scope).some((names) => names.length > 0)
}

/** How many names a list takes (`Scope` in packages/shared). */
const NAMES_MAX = 500

/** Puts a name on a list, or says why not. Capitals make no difference, as in `isNamed`. */
export function added(list: readonly string[], name: string): string[] | 'already-there' | 'full' {
  if (list.some((named) => named.toLowerCase() === name.toLowerCase())) return 'already-there'
  return list.length >= NAMES_MAX ? 'full' : [...list, name]
}

/** The two letters of a country that somebody named in their language, or by its letters. */
export function countryNamed(text: string, nameOf: (code: string) => string): string | null {
  const wanted = text.trim().toLowerCase()
  return countryCodes().find((code) => code.toLowerCase() === wanted || nameOf(code).toLowerCase() === wanted) ?? null
}
