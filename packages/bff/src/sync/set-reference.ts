import type { FieldProblem } from '@plumm/entra-shared'
import { afterFailure } from './after-failure.ts'
import { type ApplyContext, type StepResult, write } from './audited-write.ts'
import type { SyncDeps } from './deps.ts'
import { SETTLE_MS } from './fields.ts'
import { remember } from './link.store.ts'
import { isLongThere, toFieldChange } from './references.ts'
import type { Link, Step } from './situation.ts'

/** A reference that cannot be written blocks itself only; one end of it that Entra does not show yet is waited for. */
export async function setReference(
  step: Extract<Step, { is: 'set-reference' }>,
  link: Link | null,
  context: ApplyContext,
  deps: SyncDeps,
): Promise<StepResult> {
  const { field, after, cause } = step.change
  const result = await write(context, deps, {
    step,
    action: cause === 'drift' ? 'drift.corrected' : 'user.reference-changed',
    changes: [toFieldChange(step.change)],
    link,
    call: (id, options) => deps.graphFor(context.tenantId, context.companyId).setReference(id, field, after, options),
    after: { written: remember(link?.written ?? {}, [step.change], context.situation.now) },
  })
  if (result.is !== 'failed' || !link) return result
  const refused = (problem: Pick<FieldProblem, 'code' | 'actor'>): StepResult => ({
    is: 'done',
    link,
    refused: [{ field, ...problem }],
  })
  const failed = afterFailure(result.failure, { createIntended: false })
  if (failed.is === 'block')
    return refused({ code: failed.reason === 'field-problems' ? 'value-refused' : failed.reason, actor: failed.actor })
  const isGone = result.failure.is === 'not-found' && isLongThere(step.change, link, context.situation, SETTLE_MS)
  return isGone ? refused({ code: 'reference-missing', actor: 'it' }) : result
}
