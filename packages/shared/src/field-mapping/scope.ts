import * as z from 'zod/mini'
import type { Person } from '../person.ts'

const Names = z._default(
  z.array(z.string().check(z.trim(), z.minLength(1), z.maxLength(256))).check(z.maxLength(500)),
  [],
)

/**
 * Whom the sync reaches. Nothing named: everyone. Otherwise the people on the pilot list, and whoever fits every
 * criterion that is named (one of its values is enough). Who is outside is left alone and never suspended for it
 * (design §5).
 */
export const Scope = z.strictObject({
  departments: Names,
  /** ISO 3166-1 alpha-2. */
  countries: Names,
  offices: Names,
  /** Ids of people, whatever their department: a pilot. */
  people: Names,
})
export type Scope = z.output<typeof Scope>

/** Who is never touched: people by their id in Plumm, accounts by sign-in name or object id (break-glass accounts). */
export const Exclusions = z.strictObject({ people: Names, accounts: Names })
export type Exclusions = z.output<typeof Exclusions>

export const everyone: Scope = { departments: [], countries: [], offices: [], people: [] }
export const nobodyExcluded: Exclusions = { people: [], accounts: [] }

/** Whether a person is in scope. Pure; a value that is not text fits nothing. */
export function isInScope({ departments, countries, offices, people }: Scope, person: Person): boolean {
  const criteria: [readonly string[], unknown][] = [
    [departments, person.department],
    [countries, inLocation(person, 'country')],
    [offices, inLocation(person, 'office')],
  ]
  const named = criteria.filter(([wanted]) => wanted.length > 0)
  if (named.length === 0 && people.length === 0) return true
  if (people.includes(person.id)) return true
  return named.length > 0 && named.every(([wanted, value]) => isNamed(wanted, value))
}

/** Whether a list names one of these, without regard to case. */
export function isNamed(list: readonly string[], ...values: unknown[]): boolean {
  return values.some(
    (value) => typeof value === 'string' && list.some((named) => named.toLowerCase() === value.trim().toLowerCase()),
  )
}

function inLocation({ location }: Person, key: 'country' | 'office'): unknown {
  return typeof location === 'object' && location !== null ? Reflect.get(location, key) : undefined
}
