import * as z from 'zod/mini'

/** The states HR knows. `deleted` in an event suspends the account; nothing is ever deleted in Entra (design §5, Missing). */
export const personStatuses = ['active', 'deactivated', 'deleted'] as const
export type PersonStatus = (typeof personStatuses)[number]

/** Control characters and halves of a surrogate pair can be neither kept nor asked for. */
const PersonId = z
  .string()
  .check(
    z.minLength(1),
    z.maxLength(64),
    z.regex(/^[^\p{Cc}\p{Cs}]+$/u, { message: 'An id has no control characters.' }),
  )

/**
 * A person as Plumm sends one (design §6). Only what breaks the contract is refused here: `id`, `version`, `status`
 * and `email`. Every other property is kept as it came, so that an unusable value blocks one field of one person,
 * with words, and never the whole delivery; and so that Plumm can add properties before we know them.
 */
export const Person = z.looseObject({
  id: PersonId,
  /** Per person; newer wins. */
  version: z.int().check(z.nonnegative()),
  email: z.string(),
  status: z.enum(personStatuses),
})
export type Person = z.output<typeof Person>

/** What a field mapping may read of a person: the properties that Plumm and we agreed on (design §6). */
export const personPaths = [
  'id',
  'email',
  'firstName',
  'lastName',
  'displayName',
  'role',
  'department',
  'location.office',
  'location.city',
  'location.country',
  'phone',
  'employeeNumber',
  'managerId',
  'entity',
  'costCenter',
  'startDate',
  'endDate',
  'timeZone',
  'status',
] as const

/** A company is Plumm's customer: the tenant of our database, not of Entra. */
export const CompanyId = z.string().check(z.minLength(1), z.maxLength(64))

/** The body of `POST /webhooks/plumm`. */
export const PlummEvent = z.object({
  type: z.literal('person.changed'),
  timestamp: z.string(),
  data: z.object({ companyId: CompanyId, people: z.array(Person).check(z.minLength(1), z.maxLength(1000)) }),
})
export type PlummEvent = z.output<typeof PlummEvent>

export const PlummEventReply = z.object({
  accepted: z.int().check(z.nonnegative()),
  unchanged: z.int().check(z.nonnegative()),
  ignored: z.int().check(z.nonnegative()),
})
export type PlummEventReply = z.output<typeof PlummEventReply>

/** One page of Plumm's directory, `GET {PLUMM_API_URL}/companies/{companyId}/people`. */
export const DirectoryPage = z.object({ people: z.array(Person), nextCursor: z.nullable(z.string()) })
export type DirectoryPage = z.output<typeof DirectoryPage>

/** The name to show for a person: Plumm's display name, else first and last name, else the email. */
export function nameOf(person: Person): string {
  const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '')
  return text(person.displayName) || `${text(person.firstName)} ${text(person.lastName)}`.trim() || person.email
}
