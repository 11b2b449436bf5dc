import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client'
import { type Db, inSystem } from './db/tenancy.ts'
import type { LiveHub } from './live/hub.ts'
import type { CredentialLook } from './tokens/credential.ts'

/** Prometheus metrics; labels are states and reasons, never a company or a person. */
export function createMetrics(
  db: Db,
  hub: LiveHub,
  lookAtCredential: () => CredentialLook,
): { registry: Registry; failedJobs: Counter } {
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
  const credential: Gauge = new Gauge({
    name: 'plumm_entra_credential_expires_timestamp_seconds',
    help: 'When the credential for Entra ends, by kind; absent where it does not say.',
    labelNames: ['kind'],
    registers: [registry],
    collect() {
      credential.reset()
      const { kind, expiresAt } = lookAtCredential()
      if (expiresAt !== null) credential.set({ kind }, expiresAt.getTime() / 1000)
    },
  })
  const failedJobs = new Counter({
    name: 'plumm_entra_failed_jobs_total',
    help: 'Jobs that ended in an unexpected error and are retried.',
    registers: [registry],
  })
  return { registry, failedJobs }
}
