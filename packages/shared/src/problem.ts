import * as z from 'zod/mini'
import { Actor } from './sync-status.ts'
import { problemCodes } from './vocabulary.ts'

export const ProblemCode = z.enum(problemCodes)
export type ProblemCode = z.output<typeof ProblemCode>

/** Where a body broke the contract: a JSON path and what was wrong there. */
export const ProblemIssue = z.object({ path: z.string(), message: z.string() })
export type ProblemIssue = z.output<typeof ProblemIssue>

/** An RFC 9457 problem document with our `code`, who has to act, and the id to quote to support. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: ProblemCode,
  requestId: z.string(),
  actor: z.optional(Actor),
  issues: z.optional(z.array(ProblemIssue)),
})
export type Problem = z.output<typeof Problem>
