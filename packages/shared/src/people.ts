import * as z from 'zod/mini'
import { Person, personPaths } from './person.ts'

/** Looks people up by a part of their name or email, or by their id; without `q` anybody, the active ones first. */
export const PeopleQuery = z.object({
  q: z.optional(z.string().check(z.maxLength(200))),
  /** 20 where absent. */
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(50))),
})

/** Somebody as Plumm described them last: of their properties those that a mapping may read, and no others. */
export const KnownPerson = z.object({
  person: Person,
  name: z.string(),
  /** Who `managerId` is; null where there is none, or nobody we know. */
  managerName: z.nullable(z.string()),
})
export type KnownPerson = z.output<typeof KnownPerson>
export const KnownPeople = z.object({ people: z.array(KnownPerson) })

export const PropertyQuery = z.object({ property: z.enum(personPaths) })

/** What a property holds across the company: for offering values instead of asking for them from memory. */
export const PropertyValues = z.object({
  /** The commonest first, 200 at most. */
  values: z.array(z.object({ value: z.string(), people: z.int().check(z.positive()) })),
})
export type PropertyValues = z.output<typeof PropertyValues>
