import { z } from 'zod'

const text = z.string()

/** What a Plumm administrator can enter about a person. Values may be as awkward as people make them. */
export const PersonDetails = z.strictObject({
  email: text,
  firstName: text,
  lastName: text,
  displayName: text.exactOptional(),
  role: text.exactOptional(),
  department: text.exactOptional(),
  location: z
    .strictObject({ office: text.exactOptional(), city: text.exactOptional(), country: text.exactOptional() })
    .exactOptional(),
  phone: text.exactOptional(),
  employeeNumber: text.exactOptional(),
  managerId: text.exactOptional(),
  entity: text.exactOptional(),
  costCenter: text.exactOptional(),
  /** `YYYY-MM-DD`. */
  startDate: text.exactOptional(),
  /** Plumm's *revoke access date*, `YYYY-MM-DD`. */
  endDate: text.exactOptional(),
  timeZone: text.exactOptional(),
})
export type PersonDetails = z.output<typeof PersonDetails>

export const endReasons = [
  'Resignation',
  'End of contract',
  'Retirement',
  'Redundancy',
  'Dismissal',
  'Something else',
] as const
export type EndReason = (typeof endReasons)[number]

/** A person as Plumm keeps one (design §6, Person). */
export const PlummPerson = PersonDetails.extend({
  id: z.string(),
  /** Goes up by one with every change. */
  version: z.int().positive(),
  status: z.enum(['active', 'deactivated']),
  createdAt: z.iso.datetime(),
  /** Why access ends. It stays with HR: see `withoutReason`. */
  endReason: z.enum(endReasons).exactOptional(),
})
export type PlummPerson = z.output<typeof PlummPerson>

/** What administrators change about access, of one person or of many; an end is cancelled with null. */
export const AccessChange = z.union([
  z.strictObject({ status: z.enum(['active', 'deactivated']) }),
  z.strictObject({ endDate: z.iso.date(), endReason: z.enum(endReasons) }),
  z.strictObject({ endDate: z.null() }),
])
export type AccessChange = z.output<typeof AccessChange>

/** A person as everyone but HR is told of one, connected apps included: why somebody leaves is nobody else’s business. */
export function withoutReason({ endReason: _kept, ...person }: PlummPerson): PlummPerson {
  return person
}

export function nameOf(person: Pick<PersonDetails, 'displayName' | 'firstName' | 'lastName' | 'email'>): string {
  return person.displayName ?? (`${person.firstName} ${person.lastName}`.trim() || person.email)
}
