import * as z from 'zod/mini'
import { FieldChange } from './preview.ts'
import { Reason } from './sync-status.ts'

/** Every answer an open question can have. `release` and `reject` answer the fuse; the rest are particular. */
export const holdChoices = [
  'release',
  'reject',
  'link',
  'create',
  'restore',
  'skip',
  'unblock',
  'leave',
  'suspend',
] as const
export const HoldChoice = z.enum(holdChoices)
export type HoldChoice = z.output<typeof HoldChoice>

export const Hold = z.object({
  id: z.string(),
  personId: z.string(),
  name: z.string(),
  reason: Reason,
  since: z.iso.datetime(),
  choices: z.array(HoldChoice),
  /** Accounts in question, for matching. */
  candidates: z.array(z.object({ entraUserId: z.string(), name: z.string(), signInName: z.string() })),
  changes: z.array(FieldChange),
})
export type Hold = z.output<typeof Hold>

export const Holds = z.object({ holds: z.array(Hold) })
export const HoldAnswer = z.strictObject({ choice: HoldChoice, entraUserId: z.optional(z.string()) })
export const HoldAnswers = z.strictObject({
  ids: z.array(z.string()).check(z.minLength(1), z.maxLength(500)),
  choice: HoldChoice,
})
export const HoldsAnswered = z.object({ answered: z.int().check(z.nonnegative()) })
