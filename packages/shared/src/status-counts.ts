import * as z from 'zod/mini'
import { SyncStatus } from './sync-status.ts'

/** How many people there are of each status. */
export const StatusCounts = z.record(SyncStatus, z.int().check(z.nonnegative()))
export type StatusCounts = z.output<typeof StatusCounts>

export function noCounts(): StatusCounts {
  return { blocked: 0, held: 0, retrying: 0, pending: 0, synced: 0, suspended: 0, excluded: 0, 'not-connected': 0 }
}
