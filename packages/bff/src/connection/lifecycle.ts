import type { PreviewStarted, SentFieldMapping } from '@plumm/entra-shared'
import { appendAudit } from '../audit/append.ts'
import { notifyLive } from '../db/live-notice.ts'
import { type CompanyTrx, inCompany } from '../db/tenancy.ts'
import { HttpProblem } from '../http/problem.ts'
import type { Session } from '../http/session.ts'
import { approvePreview } from '../sync/approval.ts'
import { requestPreview } from '../sync/preview-request.ts'
import { owePeople } from '../sync/owe.ts'
import { dropSubscription } from '../sync/subscription.ts'
import { readCompany, writeSettings } from './company.ts'
import { by } from './connect.ts'
import { type StoredConnection, readConnection, writeDisconnected, writeState } from './connection.store.ts'
import type { ConnectionDeps } from './deps.ts'
import { refuseUnworkable } from './field-mapping.ts'
import { startWave } from './progress.ts'

/** Approves a preview: from now on the sync runs, starting with exactly that plan. @throws HttpProblem 409 preview-stale */
export async function activate(
  session: Session,
  approval: { previewId: string; blockedSignIn?: 'ask' | 'put-it-back' | undefined },
  deps: ConnectionDeps,
): Promise<void> {
  const { companyId } = session
  await inCompany(deps.db, companyId, async (trx) => {
    const connection = await connectedOrThrow(trx, companyId)
    if (connection.state !== 'preview' && connection.state !== 'active') throw wrongState('Resume or reconnect first.')
    const now = deps.now()
    const company = await readCompany(trx, companyId)
    const approved = await approvePreview(trx, companyId, approval.previewId, {
      generation: connection.generation,
      fieldMapping: company.fieldMapping,
      now,
    })
    if (!approved.ok) throw new HttpProblem(409, 'preview-stale', { detail: approved.detail })
    if (approval.blockedSignIn)
      await writeSettings(trx, companyId, { ...company.settings, blockedSignIn: approval.blockedSignIn })
    await writeState(trx, companyId, { state: 'active', now, approvedPreviewId: approval.previewId })
    const total = await owePeople(trx, companyId, 'everyone', deps, 'wave')
    await startWave(trx, companyId, total, now)
    await deps.queue.sendCompany(trx, 'drift', companyId)
    await notifyLive(trx, { companyId, connection: true })
    await appendAudit(
      trx,
      companyId,
      [
        {
          ...by(session),
          action: 'sync.approved',
          outcome: 'succeeded',
          generation: connection.generation,
          changes: Object.entries(approved.counts).map(([kind, count]) => ({
            field: kind,
            before: null,
            after: String(count),
          })),
        },
      ],
      deps.ink,
    )
  })
}

/** @throws HttpProblem 422 mapping-unworkable, when a mapping is proposed that is none */
export async function startPreview(
  session: Session,
  fieldMapping: SentFieldMapping | null,
  deps: ConnectionDeps,
): Promise<PreviewStarted> {
  const { companyId } = session
  if (fieldMapping) refuseUnworkable(fieldMapping)
  return inCompany(deps.db, companyId, async (trx) => {
    const { generation } = await connectedOrThrow(trx, companyId)
    const previewId = await requestPreview(trx, companyId, { generation, fieldMapping }, deps)
    await notifyLive(trx, { companyId, connection: true })
    await appendAudit(
      trx,
      companyId,
      [{ ...by(session), action: 'preview.started', outcome: 'succeeded', generation }],
      deps.ink,
    )
    return { previewId, state: 'planning' }
  })
}

/** Changes are kept and wait. */
export async function pause(session: Session, deps: ConnectionDeps): Promise<void> {
  await move(session, deps, async (trx, connection) => {
    if (connection.state !== 'active') throw wrongState('Only a running sync can be paused.')
    await writeState(trx, session.companyId, { state: 'paused', now: deps.now(), pausedBy: session.name })
    return 'sync.paused'
  })
}

export async function resume(session: Session, deps: ConnectionDeps): Promise<void> {
  await move(session, deps, async (trx, connection) => {
    if (connection.state !== 'paused') throw wrongState('The sync is not paused.')
    await writeState(trx, session.companyId, { state: 'active', now: deps.now(), pausedBy: null })
    await owePeople(trx, session.companyId, 'behind', deps)
    await deps.queue.sendCompany(trx, 'drift', session.companyId)
    return 'sync.resumed'
  })
}

/** A full pass now. */
export async function syncAll(session: Session, deps: ConnectionDeps): Promise<void> {
  await move(session, deps, async (trx, connection) => {
    if (connection.state !== 'active') throw wrongState('The sync is not running.')
    await deps.queue.sendCompany(trx, 'full-pass', session.companyId)
    return 'sync.requested'
  })
}

/**
 * Stops everything at once: the generation is bumped in the commit that removes tokens and jobs, so that a worker in
 * mid-flight starts no new Graph call and writes no link or status. What it did is still audited.
 */
export async function disconnect(session: Session, options: { forget: boolean }, deps: ConnectionDeps): Promise<void> {
  const { companyId } = session
  await dropSubscription(companyId, deps)
  await inCompany(deps.db, companyId, async (trx) => {
    const connection = await readConnection(trx, companyId, 'for-update')
    if (!connection || (connection.state === 'disconnected' && !options.forget))
      throw wrongState('There is no connection to end.')
    await writeDisconnected(trx, companyId, { now: deps.now(), forget: options.forget })
    await deps.queue.cancelCompany(trx, companyId)
    await notifyLive(trx, { companyId, connection: true })
    await appendAudit(
      trx,
      companyId,
      [
        {
          ...by(session),
          action: options.forget ? 'connection.forgotten' : 'connection.disconnected',
          outcome: 'succeeded',
          generation: connection.generation,
        },
      ],
      deps.ink,
    )
  })
  deps.forgetTokens(companyId)
}

async function move(
  session: Session,
  deps: ConnectionDeps,
  change: (trx: CompanyTrx, connection: StoredConnection) => Promise<'sync.paused' | 'sync.resumed' | 'sync.requested'>,
): Promise<void> {
  await inCompany(deps.db, session.companyId, async (trx) => {
    const connection = await connectedOrThrow(trx, session.companyId)
    const action = await change(trx, connection)
    await notifyLive(trx, { companyId: session.companyId, connection: true })
    await appendAudit(
      trx,
      session.companyId,
      [{ ...by(session), action, outcome: 'succeeded', generation: connection.generation }],
      deps.ink,
    )
  })
}

async function connectedOrThrow(trx: CompanyTrx, companyId: string): Promise<StoredConnection> {
  const connection = await readConnection(trx, companyId, 'for-update')
  if (!connection || connection.state === 'disconnected') throw wrongState('Connect first.')
  return connection
}

function wrongState(detail: string): HttpProblem {
  return new HttpProblem(409, 'wrong-state', { detail })
}
