import type { Connection } from '@plumm/entra-shared'
import { inCompany } from '../db/tenancy.ts'
import type { Serve } from '../http/contract.ts'
import type { Session } from '../http/session.ts'
import { cancelAttempt, getAttempt, signIn, startAttempt } from './connect.ts'
import type { ConnectionDeps } from './deps.ts'
import { makeLink } from './link.ts'
import { activate, disconnect, pause, resume, startPreview, syncAll } from './lifecycle.ts'
import { createReadiness } from './readiness.ts'
import { viewConnection } from './view.ts'

export function connectionRoutes(serve: Serve, deps: ConnectionDeps): void {
  const view = (session: Session): Promise<Connection> =>
    inCompany(deps.db, session.companyId, (trx) => viewConnection(trx, session.companyId, deps.viewFacts()))

  const readiness = createReadiness(deps)
  serve('getConnection', ({ session }) => view(session))
  serve('startAttempt', ({ session, body }) => startAttempt(session, body, deps))
  serve('makeLink', ({ session, id, body }) => makeLink(session, id, body.for, deps))
  serve('getReadiness', ({ session }) => readiness(session))
  serve('signIn', ({ session, id, body }) => signIn(session, id, body.idToken, deps))
  serve('getAttempt', ({ session, id }) => getAttempt(session, id, deps))
  serve('cancelAttempt', async ({ session, id }) => {
    await cancelAttempt(session, id, deps)
    return view(session)
  })
  serve('startPreview', ({ session, body }) => startPreview(session, body.fieldMapping ?? null, deps))
  serve('activate', async ({ session, body }) => {
    await activate(session, body, deps)
    return view(session)
  })
  serve('syncAll', async ({ session }) => {
    await syncAll(session, deps)
    return { ok: true }
  })
  serve('pause', async ({ session }) => {
    await pause(session, deps)
    return view(session)
  })
  serve('resume', async ({ session }) => {
    await resume(session, deps)
    return view(session)
  })
  serve('disconnect', async ({ session, query }) => {
    await disconnect(session, { forget: query.forget === 'true' }, deps)
    return view(session)
  })
}
