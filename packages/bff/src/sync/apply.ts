import {
  type AuditAction,
  type EntraField,
  type EntraUser,
  type FieldChange,
  SIGN_IN_NAME,
  entraFields,
} from '@plumm/entra-shared'
import { type AuditRecord, appendAudit } from '../audit/append.ts'
import { isStillOurs } from '../connection/standing.ts'
import { type CompanyTrx, inCompany } from '../db/tenancy.ts'
import type { GraphFailure } from '../graph/failure.ts'
import type { CallOptions, GraphResult } from '../graph/graph.ts'
import { type ApplyContext, type StepResult, conclude, intend, outcomeOf, recordBase, write } from './audited-write.ts'
import type { SyncDeps } from './deps.ts'
import { BURST_WRITES } from './fields.ts'
import { insertLink, remember, updateLink } from './link.store.ts'
import { noteCreateIntended } from './person.store.ts'
import { newLink } from './plan.ts'
import type { Link, Plan, PlannedChange, Situation, Step } from './situation.ts'

/** How far the plan was carried out. */
export type Applied =
  | { is: 'done'; wrote: boolean }
  | { is: 'failed'; failure: GraphFailure; wrote: boolean }
  /** Paused, disconnected or held while we were at it: no new call was started. */
  | { is: 'fenced'; wrote: boolean }

/**
 * Carries out a plan step by step. Before each Graph call an intent is committed, after it the outcome together with
 * what the link must remember; the network is never inside a transaction.
 */
export async function apply(plan: Plan, context: ApplyContext, deps: SyncDeps): Promise<Applied> {
  let link = context.situation.link
  let wrote = false
  for (const step of plan.steps) {
    const result = await applyStep(step, link, context, deps)
    if (result.is !== 'done') return { ...result, wrote }
    link = result.link
    wrote ||= step.is !== 'link'
  }
  return { is: 'done', wrote }
}

async function applyStep(step: Step, link: Link | null, context: ApplyContext, deps: SyncDeps): Promise<StepResult> {
  switch (step.is) {
    case 'link':
      return storeFoundLink(step.account, context, deps)
    case 'create':
      return create(step, context, deps)
    case 'restore':
      return restore(step, context, deps)
    case 'suspend':
      return write(context, deps, {
        step,
        action: 'user.suspended',
        changes: [access(true, false)],
        link,
        // Owed before the call: a second look at Entra cannot show whether the sessions were revoked.
        before: (trx) => updateLink(trx, context.companyId, context.personId, { revokeOwed: true }),
        call: (id, options) => graph(context, deps).updateUser(id, { isEnabled: false }, options),
        after: { suspendedByPlumm: true, revokeOwed: true },
      })
    case 'revoke-sessions':
      return write(context, deps, {
        step,
        action: 'sessions.revoked',
        changes: [],
        link,
        call: (id, options) => graph(context, deps).revokeSessions(id, options),
        after: { revokeOwed: false },
      })
    case 'enable':
      return write(context, deps, {
        step,
        action: 'user.enabled',
        changes: [access(false, true)],
        link,
        call: (id, options) => graph(context, deps).updateUser(id, { isEnabled: true }, options),
        after: { suspendedByPlumm: false, revokeOwed: false },
      })
    case 'update':
      return update(step, link, context, deps)
  }
}

/** Normally one PATCH; when Graph refuses it, the plain fields are sent without the sensitive ones (graph-facts §2.2). */
async function update(step: Update, link: Link | null, context: ApplyContext, deps: SyncDeps): Promise<StepResult> {
  const result = await patch(step, link, context, deps)
  if (result.is !== 'failed' || result.failure.is !== 'permission-missing-or-protected') return result
  const plain = step.changes.filter((change) => !entraFields[change.field].sensitive)
  const sensitive = step.changes.filter((change) => entraFields[change.field].sensitive)
  if (plain.length === 0 || sensitive.length === 0) return result
  const first = await patch({ ...step, changes: plain }, link, context, deps)
  if (first.is !== 'done') return first
  return patch({ ...step, changes: sensitive }, first.link, context, deps)
}

type Update = Extract<Step, { is: 'update' }>

function patch(step: Update, link: Link | null, context: ApplyContext, deps: SyncDeps): Promise<StepResult> {
  const { changes, stepsAside = false } = step
  const { person, now } = context.situation
  const renamed = changes.find((change) => change.field === SIGN_IN_NAME)
  const fields = Object.fromEntries(changes.map((change) => [change.field, change.after]))
  return write(context, deps, {
    step,
    action: actionOf(changes),
    changes: changes.map(({ field, before, after }) => ({ field, before, after })),
    link,
    call: (id, options) => graph(context, deps).updateUser(id, { fields }, options),
    after: {
      written: remember(link?.written ?? {}, changes, now),
      recentWrites: [...(link?.recentWrites ?? []), now.toISOString()].slice(-BURST_WRITES),
      ...(renamed?.after ? { signInName: renamed.after } : {}),
      // Whoever has stepped aside still wants the address of Plumm's email.
      ...(renamed?.after && !stepsAside ? { email: person.email } : {}),
    },
  })
}

function actionOf(changes: readonly PlannedChange[]): AuditAction {
  if (changes.every((change) => change.cause === 'drift')) return 'drift.corrected'
  return changes.some((change) => change.field === SIGN_IN_NAME && change.before) ? 'user.renamed' : 'user.updated'
}

function create(step: Extract<Step, { is: 'create' }>, context: ApplyContext, deps: SyncDeps): Promise<StepResult> {
  const { companyId, personId, situation } = context
  const changes = Object.entries(step.fields).map(([field, after]) => ({ field, before: null, after: after ?? null }))
  return obtain(context, deps, {
    step,
    record: { action: 'user.created', changes },
    before: (trx) => noteCreateIntended(trx, companyId, personId, situation.now),
    call: (options) =>
      graph(context, deps).createUser(
        { fields: step.fields, isEnabled: step.isEnabled, password: deps.newPassword() },
        options,
      ),
    linkTo: (id) => createdLink(id, step, situation),
  })
}

/** Out of the recycle bin and linked, in that order; what differs is written once Entra shows it again. */
function restore(step: Extract<Step, { is: 'restore' }>, context: ApplyContext, deps: SyncDeps): Promise<StepResult> {
  const { situation } = context
  const { id } = step.account
  return obtain(context, deps, {
    step,
    record: { action: 'user.restored', entraUserId: id, changes: [] },
    call: (options) => graph(context, deps).restoreUser(id, options),
    linkTo: () => ({ ...(situation.link ?? newLink(situation, step.account)), linkedAt: situation.now }),
  })
}

/** A call that ends with an account to be linked: intent, call, then outcome and link in one commit. */
async function obtain(
  context: ApplyContext,
  deps: SyncDeps,
  {
    step,
    record,
    before,
    call,
    linkTo,
  }: {
    step: Step
    record: Pick<AuditRecord, 'action' | 'entraUserId' | 'changes'>
    before?: (trx: CompanyTrx) => Promise<void>
    call: (options: CallOptions) => Promise<GraphResult<EntraUser>>
    linkTo: (entraUserId: string) => Link
  },
): Promise<StepResult> {
  const { companyId, personId, tenantId } = context
  const clientRequestId = deps.newId()
  const intended: AuditRecord = { ...recordBase(context), ...record, outcome: 'intended', clientRequestId }
  const intentSeq = await intend(context, deps, step, intended, before)
  if (intentSeq === null) return { is: 'fenced' }
  const result = await call({ clientRequestId, priority: 'person' })
  const link = result.ok ? linkTo(result.value.id) : null
  const account = link ? { entraUserId: link.entraUserId } : {}
  await conclude(context, deps, { ...intended, ...outcomeOf(result), ...account, intentSeq }, (trx) =>
    link ? insertLink(trx, { companyId, personId, tenantId }, link) : Promise.resolve(),
  )
  return result.ok ? { is: 'done', link } : { is: 'failed', failure: result.failure }
}

/** The write's own answer is trusted; nothing is read back (design §5, Eventual consistency). */
function createdLink(entraUserId: string, step: Extract<Step, { is: 'create' }>, { person, now }: Situation): Link {
  const changes = Object.entries(step.fields).map(([field, after]) => ({
    field: field as EntraField, // Object.entries forgets the key type of our own record
    before: null,
    after: after ?? null,
  }))
  return {
    entraUserId,
    email: person.email,
    signInName: step.fields[SIGN_IN_NAME] ?? person.email,
    revokeOwed: false,
    // An account made ahead of its start date is ours to enable.
    suspendedByPlumm: !step.isEnabled,
    recentWrites: [],
    written: remember({}, changes, now),
    linkedAt: now,
  }
}

async function storeFoundLink(account: EntraUser, context: ApplyContext, deps: SyncDeps): Promise<StepResult> {
  const { companyId, personId, tenantId, generation, situation } = context
  const link = newLink(situation, account)
  const isOurs = await inCompany(deps.db, companyId, async (trx) => {
    if (!(await isStillOurs(trx, companyId, generation))) return false
    await insertLink(trx, { companyId, personId, tenantId }, link)
    await appendAudit(
      trx,
      companyId,
      [{ ...recordBase(context), action: 'user.linked', outcome: 'succeeded', entraUserId: account.id, changes: [] }],
      deps.ink,
    )
    return true
  })
  return isOurs ? { is: 'done', link } : { is: 'fenced' }
}

function access(before: boolean, after: boolean): FieldChange {
  const word = (isEnabled: boolean) => (isEnabled ? 'allowed' : 'blocked')
  return { field: 'signIn', before: word(before), after: word(after) }
}

function graph({ tenantId, companyId }: ApplyContext, deps: SyncDeps) {
  return deps.graphFor(tenantId, companyId)
}
