import { inCompany, inSystem } from '../db/tenancy.ts'
import type { SyncDeps } from './deps.ts'
import { findConnectionsToWatch, findDuePeople } from './sweep.store.ts'

/** The net under everything: whoever is owed a look and has no job gets one, and every connection keeps its watch. */
export async function sweep(deps: SyncDeps): Promise<void> {
  // A last day that has ended must not wait behind a first sync, as everything else may.
  for (const [which, priority] of [
    ['last-day-over', 'change'],
    ['time-has-come', 'sweep'],
    ['behind', 'sweep'],
  ] as const) {
    const due = await inSystem(deps.db, 'find-due-people', (trx) => findDuePeople(trx, which, deps.now()))
    for (const [companyId, personIds] of due) {
      await inCompany(deps.db, companyId, (trx) => deps.queue.sendPeople(trx, companyId, personIds, { priority }))
    }
  }
  for (const companyId of await inSystem(deps.db, 'find-connections-to-watch', findConnectionsToWatch)) {
    await inCompany(deps.db, companyId, (trx) => deps.queue.sendCompany(trx, 'drift', companyId, deps.now()))
  }
}

/** Owes every connected company a full pass. */
export async function nightly(deps: SyncDeps): Promise<void> {
  for (const companyId of await inSystem(deps.db, 'find-connections-to-watch', findConnectionsToWatch)) {
    await inCompany(deps.db, companyId, (trx) => deps.queue.sendCompany(trx, 'full-pass', companyId))
  }
}
