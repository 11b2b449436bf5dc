import {
  type AuditAction,
  type EntraField,
  type EntraUser,
  type FieldChange,
  type FieldProblem,
  SIGN_IN_NAME,
  entraFields,
} from '@plumm/entra-shared'
import { type AuditRecord, appendAudit } from '../audit/append.ts'
import { isStillOurs } from '../connection/standing.ts'
import { type CompanyTrx, inCompany } from '../db/tenancy.ts'
import type { GraphFailure } from '../graph/failure.ts'
import type { CallOptions, GraphResult } from '../graph/graph.ts'
import { type ApplyContext, type StepResult, conclude, intend, outcomeOf, recordBase, write } from './audited-write.ts'
import { companionsOf } from './companions.ts'
import type { SyncDeps } from './deps.ts'
import { BURST_WRITES, SETTLE_MS } from './fields.ts'
import { insertLink, remember, updateLink } from './link.store.ts'
import { dropPendingCreate, notePendingCreate } from './pending-create.store.ts'
import { noteCreateIntended } from './person.store.ts'
import { oweReferrers } from './owe.ts'
import { newLink } from './plan.ts'
import { REFERENCE_DELAY_MS } from './references.ts'
import { refusedField, withRefusal } from './refused-field.ts'
import { setReference } from './set-reference.ts'
import type { Link, PendingCreate, Plan, PlannedChange, Situation, Step } from './situation.ts'

/** How far the plan was carried out. */
export type Applied =
  /** `refused`: values that Entra did not take; everything else is there. */
  | { is: 'done'; wrote: boolean; refused: FieldProblem[] }
  | { is: 'failed'; failure: GraphFailure; wrote: boolean }
  /** Paused, disconnected or held while we were at it: no new call was started. */
  | { is: 'fenced'; wrote: boolean }

/**
 * Carries out a plan step by step. Before each Graph call an intent is committed, after it the outcome together with
 * what the link must remember; the network is never inside a transaction.
 */
export async function apply(plan: Plan, context: ApplyContext, deps: SyncDeps): Promise<Applied> {
  let { link, account } = context.situation
  let wrote = false
  const refused: FieldProblem[] = []
  for (const step of plan.steps) {
    // From the link on, the account that was found is the person's.
    if (step.is === 'link') account = step.account
    const result = await applyStep(step, link, { ...context, situation: { ...context.situation, account } }, deps)
    if (result.is !== 'done') return { ...result, wrote }
    link = result.link
    refused.push(...(result.refused ?? []))
    wrote ||= step.is !== 'link'
  }
  return { is: 'done', wrote, refused }
}

async function applyStep(step: Step, link: Link | null, context: ApplyContext, deps: SyncDeps): Promise<StepResult> {
  switch (step.is) {
    case 'link':
      return storeFoundLink(step, context, deps)
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
    case 'set-reference':
      return setReference(step, link, context, deps)
  }
}

/**
 * Normally one PATCH. When Graph refuses a value, the others are sent without it; when it refuses the whole, the plain
 * fields are sent without the sensitive ones (graph-facts §2.2).
 */
async function update(step: Update, link: Link | null, context: ApplyContext, deps: SyncDeps): Promise<StepResult> {
  const result = await patch(step, link, context, deps)
  if (result.is !== 'failed') return result
  const bad = refusedField(
    result.failure,
    step.changes.map(({ field }) => field),
  )
  if (bad) {
    const changes = step.changes.filter(({ field }) => field !== bad)
    const rest = changes.length > 0 ? await update({ ...step, changes }, link, context, deps) : null
    return withRefusal(rest ?? { is: 'done', link }, bad)
  }
  if (result.failure.is !== 'permission-missing-or-protected') return result
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
  const { person, account, now } = context.situation
  const renamed = changes.find((change) => change.field === SIGN_IN_NAME)
  const fields = {
    ...(link ? companionsOf(changes, account, link, { now, settleMs: SETTLE_MS }) : {}),
    ...Object.fromEntries(changes.map((change) => [change.field, change.after])),
  }
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

/** A value that Entra refuses is left out of the next attempt: nothing was made by the one it refused. */
async function create(
  step: Extract<Step, { is: 'create' }>,
  context: ApplyContext,
  deps: SyncDeps,
): Promise<StepResult> {
  const { companyId, personId, situation } = context
  const changes = Object.entries(step.fields).map(([field, after]) => ({ field, before: null, after: after ?? null }))
  const result = await obtain(context, deps, {
    step,
    record: { action: 'user.created', changes },
    before: async (trx) => {
      await noteCreateIntended(trx, companyId, personId, situation.now)
      await notePendingCreate(
        trx,
        { companyId, personId, tenantId: context.tenantId },
        pendingCreateOf(step, situation),
      )
    },
    call: (options) =>
      graph(context, deps).createUser(
        { fields: step.fields, isEnabled: step.isEnabled, password: deps.newPassword() },
        options,
      ),
    linkTo: (id) => createdLink(id, step, situation),
  })
  if (result.is !== 'failed') return result
  // Object.keys forgets the key type of our own record.
  const bad = refusedField(result.failure, Object.keys(step.fields) as EntraField[])
  if (!bad) return result
  const { [bad]: _refused, ...fields } = step.fields
  return withRefusal(await create({ ...step, fields }, context, deps), bad)
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
  const intent = await intend(context, deps, step, intended, before)
  if (intent.is !== 'intended') return intent
  const { intentSeq } = intent
  const result = await call({ clientRequestId, priority: context.callPriority, hasTurn: true })
  const link = result.ok ? linkTo(result.value.id) : null
  const account = link ? { entraUserId: link.entraUserId } : {}
  await conclude(context, deps, { ...intended, ...outcomeOf(result), ...account, intentSeq }, async (trx) => {
    // A later look would take an account of that name for this one, so it is forgotten as soon as nothing was made.
    if (link || outcomeOf(result).outcome === 'failed') await dropPendingCreate(trx, companyId, personId)
    if (!link) return
    await insertLink(trx, { companyId, personId, tenantId }, link)
    const at = new Date(context.situation.now.getTime() + REFERENCE_DELAY_MS)
    await oweReferrers(trx, companyId, [personId], at, deps)
  })
  return result.ok ? { is: 'done', link } : { is: 'failed', failure: result.failure }
}

function pendingCreateOf({ fields }: Extract<Step, { is: 'create' }>, { person }: Situation): PendingCreate {
  return { signInName: fields[SIGN_IN_NAME] ?? person.email, displayName: fields.displayName ?? '' }
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

async function storeFoundLink(
  { account, email }: Extract<Step, { is: 'link' }>,
  context: ApplyContext,
  deps: SyncDeps,
): Promise<StepResult> {
  const { companyId, personId, tenantId, generation, situation } = context
  const link = newLink(situation, account, email)
  const isOurs = await inCompany(deps.db, companyId, async (trx) => {
    if (!(await isStillOurs(trx, companyId, generation))) return false
    await insertLink(trx, { companyId, personId, tenantId }, link)
    await dropPendingCreate(trx, companyId, personId)
    await oweReferrers(trx, companyId, [personId], situation.now, deps)
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
