import { type EntraField, isNeededToCreate } from '@plumm/entra-shared'
import type { GraphFailure } from '../graph/failure.ts'
import { fieldNamed } from '../graph/user.ts'
import type { StepResult } from './audited-write.ts'

/** The one field a refusal is about, where the account can do without it. */
export function refusedField(failure: GraphFailure, fields: readonly EntraField[]): EntraField | undefined {
  if ((failure.is !== 'invalid-value' && failure.is !== 'bad-character') || failure.target === null) return undefined
  const field = fieldNamed(failure.target, fields)
  return field === undefined || isNeededToCreate(field) ? undefined : field
}

/** The step went well but for this field. */
export function withRefusal(result: StepResult, field: EntraField): StepResult {
  if (result.is !== 'done') return result
  return { ...result, refused: [{ field, code: 'value-refused', actor: 'hr' }, ...(result.refused ?? [])] }
}
