import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client'
import { type Db, inSystem } from './db/tenancy.ts'
import type { LiveHub } from './live/hub.ts'

/** Prometheus metrics; labels are states and reasons, never a company or a person. */
export function createMetrics(db: Db, hub: LiveHub): { registry: Registry; failedJobs: Counter } {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'plumm_entra_' })
  const streams: Gauge = new Gauge({
    name: 'plumm_entra_streams',
    help: 'Live streams open on this replica.',
    registers: [registry],
    collect: () => streams.set(hub.size()),
  })
  const connections = new Gauge({
    name: 'plumm_entra_connections',
    help: 'Connections by state.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const rows = await inSystem(db, 'count-for-metrics', (trx) =>
        trx
          .selectFrom('connection')
          .select((eb) => ['state', eb.fn.countAll<string>().as('count')])
          .groupBy('state')
          .execute(),
      )
      connections.reset()
      for (const row of rows) connections.set({ state: row.state }, Number(row.count))
    },
  })
  const people = new Gauge({
    name: 'plumm_entra_people',
    help: 'People by sync status.',
    labelNames: ['status'],
    registers: [registry],
    async collect() {
      const rows = await inSystem(db, 'count-for-metrics', (trx) =>
        trx
          .selectFrom('person')
          .select((eb) => ['sync_status', eb.fn.countAll<string>().as('count')])
          .groupBy('sync_status')
          .execute(),
      )
      people.reset()
      for (const row of rows) people.set({ status: row.sync_status }, Number(row.count))
    },
  })
  const failedJobs = new Counter({
    name: 'plumm_entra_failed_jobs_total',
    help: 'Jobs that ended in an unexpected error and are retried.',
    registers: [registry],
  })
  return { registry, failedJobs }
}
