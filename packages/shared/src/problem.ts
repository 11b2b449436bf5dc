import * as z from 'zod/mini'
import { Actor } from './sync-status.ts'

/** Stable codes of our problem documents; clients branch on these and never on `detail`. */
export const problemCodes = [
  'bad-request',
  'contract-broken',
  'too-large',
  'not-json',
  'too-many-requests',
  'too-slow',
  'signature-invalid',
  'session-missing',
  'session-expired',
  'session-invalid',
  'permission-missing',
  'not-found',
  'origin-refused',
  'conflict',
  'wrong-state',
  'preview-stale',
  'mapping-unworkable',
  'attempt-expired',
  'id-token-invalid',
  'not-an-administrator',
  'roles-unknown',
  'personal-account',
  'tenant-already-connected',
  'other-tenant',
  'consent-refused',
  'consent-incomplete',
  'directory-empty',
  'directory-unreachable',
  'entra-unreachable',
  'audit-broken',
  'internal',
] as const
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
