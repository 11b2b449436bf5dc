import { type Readiness, type ReadinessCheck, readinessIds } from '@plumm/entra-shared'
import { inCompany } from '../db/tenancy.ts'
import { type Session, may } from '../http/session.ts'
import { type Concerned, addressesConcerned, concerns, peopleConcerned } from '../sync/concerned.ts'
import { pullDirectory } from '../sync/directory.ts'
import { readCompany } from './company.ts'
import { type StoredConnection, readConnection } from './connection.store.ts'
import type { ConnectionDeps } from './deps.ts'
import * as checks from './readiness-checks.ts'
import { readStanding } from './standing.ts'

type ReadinessDeps = Pick<ConnectionDeps, 'db' | 'now' | 'newId' | 'accessToken' | 'graphFor' | 'directory' | 'log'>
type Check = Omit<ReadinessCheck, 'id'>
type Checks = Record<Exclude<ReadinessCheck['id'], 'plumm-permission'>, Check>

/** A check that takes longer is told as unknown: a page waits for it. */
const PATIENCE_MS = 5_000
/** Whoever opens the panel twice does not ask Microsoft twice. */
const KEPT_MS = 15_000
const NAMED_MAX = 20

/**
 * "Before you begin": who may connect here, what Entra grants, whether it lets us write, and which people would stand in
 * the way. Nothing is changed by it, so nothing of it is in the audit log (ADR 0010), and a check that fails leaves the
 * others as they are.
 */
export function createReadiness(deps: ReadinessDeps): (session: Session) => Promise<Readiness> {
  const kept = new Map<string, { of: string; until: number; seen: Promise<Checks> }>()
  return async (session) => {
    const { companyId } = session
    const connection = await inCompany(deps.db, companyId, (trx) => readConnection(trx, companyId))
    const of = `${connection?.generation}/${connection?.state}`
    const now = deps.now().getTime()
    let last = kept.get(companyId)
    if (last?.of !== of || last.until <= now) {
      last = { of, until: now + KEPT_MS, seen: look(companyId, connection, deps) }
      kept.set(companyId, last)
    }
    const mine = { 'plumm-permission': checks.plummPermission(may(session, 'integrations:manage')) }
    const all = { ...mine, ...(await last.seen) }
    return { checks: readinessIds.map((id) => ({ id, ...all[id] })) }
  }
}

/** Every check by itself, side by side. */
async function look(companyId: string, connection: StoredConnection | null, deps: ReadinessDeps): Promise<Checks> {
  const connected = connection?.state === 'disconnected' ? null : connection
  const tenant = connected?.tenant ?? null
  const tell = (id: keyof Checks, work: (signal: AbortSignal) => Promise<Check>): Promise<Check> => {
    const enough = AbortSignal.timeout(PATIENCE_MS)
    const late = new Promise<Check>((resolve) => enough.addEventListener('abort', () => resolve(checks.NOT_NOW)))
    const told = work(enough).catch((error: unknown) => {
      if (!enough.aborted) deps.log.warn({ companyId, check: id, err: error }, 'a readiness check failed')
      return checks.NOT_NOW
    })
    return Promise.race([told, late])
  }
  const graph = tenant && deps.graphFor(tenant.id, companyId)
  const [entraRole, consent, provisioning, email, onPremises, clashing] = await Promise.all([
    tell('entra-role', () => Promise.resolve(checks.entraRole(connected ? whoConnected(connected) : null))),
    tell('consent', () => Promise.resolve(checks.consent(connected ? connected.grantedRoles : null))),
    tell('api-provisioning', async () =>
      checks.apiProvisioning(tenant && (await tryProvisioning(tenant.id, companyId, deps))),
    ),
    tell('email-structure', async (signal) => {
      const domains = connection?.tenant?.verifiedDomains ?? null
      const seen = connected
        ? await whom(companyId, concerns.address, deps)
        : await whomBeforeConnecting(companyId, domains, signal, deps)
      return checks.emailStructure(seen, domains !== null)
    }),
    tell('on-premises-sync', async () =>
      checks.onPremisesSync(graph && (await graph.organization()), await whom(companyId, concerns.onPremises, deps)),
    ),
    tell('clashing-accounts', async () =>
      checks.clashingAccounts(connected && (await whom(companyId, concerns.clash, deps))),
    ),
  ])
  return {
    'entra-role': entraRole,
    consent,
    'api-provisioning': provisioning,
    'email-structure': email,
    'on-premises-sync': onPremises,
    'clashing-accounts': clashing,
  }
}

function whoConnected({ connectedBy }: StoredConnection): string {
  return connectedBy?.name ?? 'an administrator'
}

/**
 * A token asked for now and not one that is kept, which shows what was granted an hour ago; then an update that can hit
 * nobody: without a single property, of somebody with an id that was made up this moment.
 */
async function tryProvisioning(tenantId: string, companyId: string, deps: ReadinessDeps): Promise<checks.Provisioning> {
  const token = await deps.accessToken(tenantId, companyId, { fresh: true })
  if (!token.ok || token.roles.length === 0) return { token, write: null }
  const write = await deps.graphFor(tenantId, companyId).tryWrite(deps.newId())
  const { requestId, clientRequestId } = write
  deps.log.info({ companyId, requestId, clientRequestId }, 'readiness tried a write that can change nobody')
  return { token, write }
}

async function whom(
  companyId: string,
  concern: (typeof concerns)[keyof typeof concerns],
  deps: ReadinessDeps,
): Promise<Concerned> {
  return inCompany(deps.db, companyId, async (trx): Promise<Concerned> => {
    const standing = await readStanding(trx, companyId)
    return standing ? peopleConcerned(trx, companyId, standing, concern) : { is: 'not-yet' }
  })
}

/** Before connecting nobody is stored here: Plumm's directory is read, looked at page by page, and kept nowhere. */
async function whomBeforeConnecting(
  companyId: string,
  verifiedDomains: readonly string[] | null,
  signal: AbortSignal,
  deps: ReadinessDeps,
): Promise<Concerned> {
  const company = await inCompany(deps.db, companyId, (trx) => readCompany(trx, companyId))
  const given = {
    ...company,
    verifiedDomains: verifiedDomains?.map((domain) => domain.toLowerCase()) ?? null,
    now: deps.now(),
  }
  const found: ReturnType<typeof addressesConcerned> = []
  const { fetch } = deps.directory
  const patient: typeof fetch = (input, init) =>
    fetch(input, { ...init, signal: AbortSignal.any([signal, ...(init?.signal ? [init.signal] : [])]) })
  const directory = await pullDirectory(companyId, 0, { ...deps.directory, fetch: patient }, (page) => {
    found.push(...addressesConcerned(page, given))
    return Promise.resolve([])
  })
  if ('fault' in directory) throw new Error(`Plumm’s directory could not be read (${directory.fault.is}).`)
  const people = found.length === 0 ? null : { count: found.length, first: found.slice(0, NAMED_MAX) }
  return { is: 'seen', people }
}
