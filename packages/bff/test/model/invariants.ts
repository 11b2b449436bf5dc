import { expect } from 'vitest'
import { applyFieldMapping, type FieldMapping, type PersonStatusReport } from '@plumm/entra-shared'
import { companies } from '../companies.ts'
import type { World } from '../world.ts'
import { accountsOf } from './actions.ts'

const ADDRESS_CONTESTED = ['same-email-as-another', 'address-taken']

/**
 * Whether nothing more happens by itself to somebody. Who waits for an address waits as long as its holder is held up: an
 * open question, or somebody else's address that they want.
 */
export function isSettled({ status, reason }: PersonStatusReport, everyone: readonly PersonStatusReport[]): boolean {
  if (status === 'retrying' && reason === 'waiting-for-address')
    return everyone.some((other) => other.status === 'blocked' || other.status === 'held')
  return status !== 'pending' && status !== 'retrying'
}

/** What holds of the world whenever everything is quiet, whatever happened before. */
export async function expectTruth(
  world: World,
  fieldMapping: FieldMapping,
  before: ReturnType<typeof bystanders>,
): Promise<void> {
  for (const person of world.directory.northwind.values()) {
    const report = await world.status(person.id)
    const accounts = accountsOf(world, person.id)
    expect(accounts.length, `accounts of ${person.id}`).toBeLessThanOrEqual(1)
    const [account] = accounts
    if (person.status !== 'active') {
      // Left: no account that can sign in, whatever else is open about them.
      expect(account?.accountEnabled ?? false, `${person.id} has left`).toBe(false)
      continue
    }
    // An address that somebody else has, in Plumm or in Entra, is for people to resolve; everyone else is in step.
    if (report.status === 'retrying') {
      // Behind one of those: isSettled saw to it.
      expect(report.reason, `why ${person.id} waits`).toBe('waiting-for-address')
      continue
    }
    if (report.status === 'blocked' || report.status === 'held') {
      expect(ADDRESS_CONTESTED, `why ${person.id} is ${report.status}`).toContain(report.reason)
      continue
    }
    expect(report.status, `${person.id}: ${JSON.stringify(report)}`).toBe('synced')
    expect(account?.accountEnabled, `${person.id} may sign in`).toBe(true)
    const { always } = applyFieldMapping(fieldMapping, person)
    for (const [field, value] of Object.entries(always))
      expect(account?.[field] ?? null, `${field} of ${person.id}`).toBe(value)
  }
  expect(bystanders(world), 'accounts that are nobody’s').toEqual(before)
  expectNothingDeleted(world)
  await expectExplained(world)
}

/** Accounts that are not anybody's in Plumm: never touched. */
export function bystanders(world: World) {
  return world.emulator
    .tenant(companies.northwind.domain)
    .users()
    .filter((user) => user.employeeId === undefined || user.employeeId === null)
}

function expectNothingDeleted(world: World): void {
  const deletions = world.emulator
    .requests()
    .filter(({ method, path }) => method === 'DELETE' && !path.includes('/subscriptions/'))
  expect(deletions).toEqual([])
  expect(world.emulator.tenant(companies.northwind.domain).deletedUsers()).toEqual([])
}

/** Every write that reached Entra was announced in the audit log, and every announcement has an outcome. */
async function expectExplained(world: World): Promise<void> {
  const entries = await world.wholeAudit()
  const announced = new Set(entries.flatMap(({ clientRequestId }) => (clientRequestId ? [clientRequestId] : [])))
  const writes = world.emulator
    .requests()
    .filter(({ method, path }) => method !== 'GET' && path.startsWith('/v1.0/users'))
  for (const { clientRequestId, method, path } of writes)
    expect(announced, `${method} ${path} is in the log`).toContain(clientRequestId)
  const verified = await (await world.call('GET', '/api/audit/verify')).json()
  expect(verified).toMatchObject({ ok: true })
}
