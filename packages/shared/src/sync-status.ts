import * as z from 'zod/mini'
import { actors, reasons, syncStatuses } from './vocabulary.ts'

export const SyncStatus = z.enum(syncStatuses)
export type SyncStatus = z.output<typeof SyncStatus>

export const Actor = z.enum(actors)
export type Actor = z.output<typeof Actor>

export const Reason = z.enum(reasons)
export type Reason = z.output<typeof Reason>

/** A page on the web, to link to. */
const WebPage = z.string().check(z.startsWith('https://'))

/** One field of one person that could not be brought into step. `field` is a target of the field mapping. */
export const FieldProblem = z.object({
  field: z.string(),
  code: Reason,
  actor: Actor,
  /** The object in Entra that stands in the way, for IT to find it. */
  conflict: z.optional(z.object({ entraUserId: z.string(), name: z.string() })),
})
export type FieldProblem = z.output<typeof FieldProblem>

/**
 * The answer of `GET /people/{id}/status`. A caller with `status:read` only gets no `entraUserId`, no `problems` and no
 * technical reason (design §6).
 */
export const PersonStatusReport = z.object({
  personId: z.string(),
  status: SyncStatus,
  reason: z.optional(Reason),
  actor: z.optional(Actor),
  problems: z.array(FieldProblem),
  entraUserId: z.optional(z.string()),
  /** The account's sign-in name, for people who may see the account. */
  signInName: z.optional(z.string()),
  /** The account in the Entra admin center of its cloud; absent where that cloud has none. */
  accountUrl: z.optional(WebPage),
  lastSyncedAt: z.optional(z.iso.datetime()),
  nextRetryAt: z.optional(z.iso.datetime()),
})
export type PersonStatusReport = z.output<typeof PersonStatusReport>
