import * as z from 'zod/mini'
import { EntraField } from '../entra-user.ts'
import { Exclusions, Scope, everyone, nobodyExcluded } from './scope.ts'

/** A property of a person, with dots into objects: `role`, `location.office`. Which ones there are, `check.ts` knows. */
const PersonPath = z.string().check(z.minLength(1), z.maxLength(64))

/** Where a field's value comes from. Declarative on purpose: a mapping is data that can be shown, compared and stored. */
export type FieldSource =
  | { copy: string }
  | { lowerCase: string }
  | { template: string }
  | { localPart: string }
  | { constant: string }
  | { lookup: string; table: Record<string, string> }
  | { firstOf: FieldSource[] }
export const FieldSource: z.ZodMiniType<FieldSource> = z.lazy(() =>
  z.union(
    [
      z.strictObject({ copy: PersonPath }),
      z.strictObject({ lowerCase: PersonPath }),
      /** Text with `{path}` in it; runs of blanks left by empty values are folded. */
      z.strictObject({ template: z.string().check(z.maxLength(256)) }),
      /** The part of an address before the @, without what Graph refuses in a mail nickname. */
      z.strictObject({ localPart: PersonPath }),
      z.strictObject({ constant: z.string().check(z.maxLength(1024)) }),
      z.strictObject({
        lookup: PersonPath,
        table: z.record(z.string().check(z.maxLength(256)), z.string().check(z.maxLength(1024))),
      }),
      /** The first source that yields something. */
      z.strictObject({ firstOf: z.array(FieldSource).check(z.minLength(1), z.maxLength(8)) }),
    ],
    {
      error:
        'Say where the value comes from, in one way: copy, lowerCase, template, localPart, constant, lookup with a table, or firstOf.',
    },
  ),
)

export const FieldRule = z.strictObject({
  target: EntraField,
  source: FieldSource,
  /** `on-create` fields are set once; afterwards another system may own them. */
  write: z.enum(['always', 'on-create']),
  /** What an empty value in Plumm does to the field in Entra. A reference is cleared only where Plumm had set it. */
  whenEmpty: z.enum(['clear', 'leave']),
})
export type FieldRule = z.output<typeof FieldRule>

const rules = z.array(FieldRule).check(z.minLength(1), z.maxLength(100))

/** Which property of a person becomes which property of the account. `check.ts` says whether it can work. */
export const FieldMapping = z.strictObject({
  /** Of the document's shape. */
  version: z.literal(2),
  /** Counts the changes a company made to its mapping, from 1. */
  revision: z.int().check(z.positive()),
  rules,
  /** Whom it is for. */
  scope: Scope,
  exclusions: Exclusions,
})
export type FieldMapping = z.output<typeof FieldMapping>

/**
 * A mapping as somebody sends it, or as it lies in the database: perhaps of an older version of the document. With the
 * `revision` it was made from, a change that somebody else has overtaken is refused. Without a scope or exclusions
 * those in force stay: a client that does not know of them must not take the protection from an account.
 */
export const SentFieldMapping = z.strictObject({
  version: z.union([z.literal(1), z.literal(2)], { error: 'The version of a field mapping is 2; 1 is understood.' }),
  revision: z.optional(z.int().check(z.positive())),
  rules,
  scope: z.optional(Scope),
  exclusions: z.optional(Exclusions),
})
export type SentFieldMapping = z.output<typeof SentFieldMapping>

/** Brings a document to the newest version, in the place of the one in force. Version 1 had no revision: it is the first. */
export function upgradeFieldMapping(
  { revision = 1, rules, scope, exclusions }: SentFieldMapping,
  inForce: Pick<FieldMapping, 'scope' | 'exclusions'>,
): FieldMapping {
  return { version: 2, revision, rules, scope: scope ?? inForce.scope, exclusions: exclusions ?? inForce.exclusions }
}

/** Reads a stored mapping, whatever version it was written with. @throws ZodError when it is none */
export function readFieldMapping(json: unknown): FieldMapping {
  return upgradeFieldMapping(SentFieldMapping.parse(json), { scope: everyone, exclusions: nobodyExcluded })
}
