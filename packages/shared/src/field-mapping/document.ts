import { z } from 'zod'
import { EntraField } from '../entra-user.ts'
import { Exclusions, Scope, everyone, nobodyExcluded } from './scope.ts'

/** A property of a person, with dots into objects: `role`, `location.office`. */
export const PersonPath = z.string().regex(/^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z][A-Za-z0-9]*)?$/)

/** Where a field's value comes from. Declarative on purpose: a mapping is data that can be shown, compared and stored. */
export type FieldSource =
  | { copy: string }
  | { lowerCase: string }
  | { template: string }
  | { localPart: string }
  | { constant: string }
  | { lookup: string; table: Record<string, string> }
  | { firstOf: FieldSource[] }
export const FieldSource: z.ZodType<FieldSource> = z.lazy(() =>
  z.union([
    z.strictObject({ copy: PersonPath }),
    z.strictObject({ lowerCase: PersonPath }),
    /** Text with `{path}` in it; runs of blanks left by empty values are folded. */
    z.strictObject({ template: z.string().min(1).max(256) }),
    /** The part of an address before the @, without what Graph refuses in a mail nickname. */
    z.strictObject({ localPart: PersonPath }),
    z.strictObject({ constant: z.string().max(1024) }),
    z.strictObject({ lookup: PersonPath, table: z.record(z.string(), z.string()) }),
    /** The first source that yields something. */
    z.strictObject({ firstOf: z.array(FieldSource).min(1).max(8) }),
  ]),
)

export const FieldRule = z.strictObject({
  target: EntraField,
  source: FieldSource,
  /** `on-create` fields are set once; afterwards another system may own them. */
  write: z.enum(['always', 'on-create']),
  /** What an empty value in Plumm does to the field in Entra. */
  whenEmpty: z.enum(['clear', 'leave']),
})
export type FieldRule = z.output<typeof FieldRule>

export const FieldMapping = z.strictObject({
  version: z.literal(1),
  rules: z
    .array(FieldRule)
    .min(1)
    .refine((rules) => new Set(rules.map((rule) => rule.target)).size === rules.length, {
      message: 'Each Entra field may be written by one rule only.',
    }),
  /** Whom it is for. A document from before there was a scope is for everyone. */
  scope: Scope.default(everyone),
  exclusions: Exclusions.default(nobodyExcluded),
})
export type FieldMapping = z.output<typeof FieldMapping>
