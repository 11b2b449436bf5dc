import * as z from 'zod/mini'
import { AuditEntry } from './audit.ts'
import { Connection, Progress } from './connection.ts'
import { PersonStatusReport } from './sync-status.ts'

/**
 * Server-sent events of `GET /api/stream`: the `event:` name and its `data:` as JSON. `status` needs `status:read`,
 * the rest `integrations:read`. `status` carries at most 500 people; `resync` says "read again": we cannot tell what
 * was missed (a long break, or more changes at once than are worth sending).
 */
export const streamEvents = {
  connection: Connection,
  progress: z.nullable(Progress),
  status: z.array(PersonStatusReport).check(z.maxLength(500)),
  audit: AuditEntry,
  resync: z.object({}),
} as const
export type StreamEventName = keyof typeof streamEvents
export type StreamEvent = {
  [Name in StreamEventName]: { event: Name; data: z.output<(typeof streamEvents)[Name]> }
}[StreamEventName]
