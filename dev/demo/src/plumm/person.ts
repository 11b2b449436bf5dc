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

/** A person as Plumm keeps and sends one (design §6, Person). */
export const PlummPerson = PersonDetails.extend({
  id: z.string(),
  /** Goes up by one with every change. */
  version: z.int().positive(),
  status: z.enum(['active', 'deactivated']),
  createdAt: z.iso.datetime(),
})
export type PlummPerson = z.output<typeof PlummPerson>

export function nameOf(person: Pick<PersonDetails, 'displayName' | 'firstName' | 'lastName' | 'email'>): string {
  return person.displayName ?? (`${person.firstName} ${person.lastName}`.trim() || person.email)
}
