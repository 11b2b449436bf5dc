import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Api,
  type AuditAction,
  type EndpointName,
  api,
  defaultFieldMapping,
  defaultSettings,
} from '@plumm/entra-shared'
import { handOver, idTokenFor, startConnecting } from '../connecting.ts'
import { databaseKinds } from '../databases.ts'
import { tom } from '../people.ts'
import { World } from '../world.ts'

/** Endpoints whose contract says that they write to the log. */
type Writing = { [N in EndpointName]: Api[N]['audit'] extends { writes: unknown } ? N : never }[EndpointName]

/**
 * A company's life, call by call, until every endpoint that writes has written everything it says it writes. The record is
 * complete: a new one does not compile until it has its part.
 */
const life: Record<Writing, (world: World) => Promise<unknown>> = {
  cancelAttempt: async (world) => {
    const { attemptId } = await startConnecting(world)
    await world.call('DELETE', `/api/connection/attempts/${attemptId}`)
  },
  startAttempt: (world) => startConnecting(world),
  makeLink: async (world) => {
    const { attemptId } = await startConnecting(world)
    await world.call('POST', `/api/connection/attempts/${attemptId}/link`, { body: { for: 'administrator' } })
  },
  signIn: async (world) => {
    world.emulator.tenant('contoso.com').grantConsent()
    const first = await startConnecting(world)
    await handOver(world, first.attemptId, await idTokenFor(world, { nonce: 'another' }))
    const second = await startConnecting(world)
    await handOver(world, second.attemptId, await idTokenFor(world, second))
  },
  startPreview: async (world) => {
    await world.previewReady()
    await world.call('POST', '/api/connection/preview', { body: {} })
  },
  activate: async (world) => {
    await world.approve()
    await world.untilNoJobs('sync-person')
  },
  pause: (world) => world.call('POST', '/api/connection/pause'),
  resume: (world) => world.call('POST', '/api/connection/resume'),
  syncAll: (world) => world.call('POST', '/api/connection/sync'),
  syncPerson: (world) => world.call('POST', '/api/people/tom/sync'),
  answerHold: async (world) => {
    const [hold] = await world.holds()
    await world.call('POST', `/api/holds/${hold?.id}/answer`, { body: { choice: 'skip' } })
  },
  answerHolds: async (world) => {
    const [hold] = await world.holds()
    await world.call('POST', '/api/holds/answers', { body: { ids: [hold?.id], choice: 'skip' } })
  },
  putSettings: (world) =>
    world.call('PUT', '/api/settings', { body: { ...defaultSettings, timeZone: 'Europe/Paris' } }),
  putFieldMapping: (world) =>
    world.call('PUT', '/api/field-mapping', {
      body: { ...defaultFieldMapping, rules: defaultFieldMapping.rules.slice(0, -1) },
    }),
  erasePerson: async (world) => {
    await world.save({ id: 'tom', status: 'deactivated' })
    await world.untilStatus('tom', 'suspended')
    await world.untilNoJobs('sync-person')
    await world.call('DELETE', '/api/people/tom/data')
  },
  exportAudit: (world) => world.call('GET', '/api/audit/export?format=csv'),
  disconnect: async (world) => {
    await world.call('DELETE', '/api/connection')
    await world.call('DELETE', '/api/connection?forget=true')
  },
}

describe.each(databaseKinds)('the log, on %s', (kind) => {
  let world: World
  beforeAll(async () => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', tom)
    // Two whose address belongs to an administrator: two open questions.
    for (const id of ['admin', 'user']) {
      world.directory.northwind.set(id, { ...tom, id, email: `${id}@contoso.com`, firstName: id })
      world.emulator.tenant('contoso.com').assignRole(`${id}@contoso.com`, 'User Administrator')
    }
  })
  afterAll(() => world.close())

  it.each(Object.entries(life))(
    'tells of everything that %s says it writes, and who asked for it',
    async (name, live) => {
      const before = (await world.wholeAudit()).at(-1)?.seq ?? 0
      await live(world)
      const added = (await world.wholeAudit()).filter(({ seq }) => seq > before)
      // Object.entries forgets the keys of a closed record.
      const { writes } = api[name as Writing].audit
      for (const action of writes as readonly AuditAction[]) {
        const entry = added.find((each) => each.action === action)
        expect(entry, action).toBeDefined()
        expect(entry?.actor.name, action).toMatch(/^Jo Park$|^Ada Min/)
      }
    },
  )

  it('of all this is whole', async () => {
    expect(await (await world.call('GET', '/api/audit/verify')).json()).toMatchObject({ ok: true })
  })
})
