import {
  type DesiredFields,
  EntraField,
  type EntraUser,
  type FieldChange,
  type FieldValue,
  type FieldValues,
  isReference,
} from '@plumm/entra-shared'
import type { Link, PlannedChange, PlannedReference, Situation } from './situation.ts'

/** A person whom somebody's reference names. */
export interface Referred {
  name: string
  /** Their account; null while they have none. */
  entraUserId: string | null
  linkedAt: Date | null
  /** A preview knows that the account is about to be created. */
  isComing: boolean
}

/** What a person should look like, with accounts in the place of people. */
export interface ResolvedFields extends DesiredFields {
  /** References that will be written once both accounts are there; for showing. */
  awaited: FieldChange[]
}

/** After a create Entra takes a little until it lets others refer to the account (graph-facts §3): look again then. */
export const REFERENCE_DELAY_MS = 5_000

/**
 * Puts accounts in the place of the people whom references name. Someone who has no account yet is waited for without a
 * word; nobody at all is a problem of that field; and an empty reference is emptied in Entra only where Plumm had set it.
 */
export function resolveReferences(
  desired: DesiredFields,
  { person, referred }: Pick<Situation, 'person' | 'referred'>,
  linked: { link: Link; account: EntraUser | null } | null,
): ResolvedFields {
  const always: FieldValues = { ...desired.always }
  const problems = [...desired.problems]
  const awaited: FieldChange[] = []
  for (const field of EntraField.options.filter(isReference)) {
    const named = always[field]
    if (named === undefined) continue
    const now = linked?.account?.fields[field] ?? null
    if (named === null) {
      if (!isOurs(field, now, linked?.link)) delete always[field]
      continue
    }
    const who = referred.get(named)
    const entraUserId = who?.entraUserId ?? null
    if (who && entraUserId !== null && named !== person.id && entraUserId !== linked?.link.entraUserId) {
      always[field] = entraUserId
      if (!linked) awaited.push({ field, before: null, after: who.name })
      continue
    }
    delete always[field]
    if (named === person.id || entraUserId !== null) problems.push({ field, code: 'refers-to-self', actor: 'hr' })
    else if (!who) problems.push({ field, code: 'refers-to-nobody', actor: 'hr' })
    else if (who.isComing) awaited.push({ field, before: nameIn(linked?.account, now), after: who.name })
  }
  return { ...desired, always, problems, awaited }
}

/** Whether what stands there is what Plumm changed it to. What was found and agreed with is not ours to remove. */
function isOurs(field: EntraField, now: FieldValue, link: Link | undefined): boolean {
  const written = link?.written[field]
  return written !== undefined && written.before !== written.after && written.after === now
}

/** A planned change of a reference, with the names of the people before and after. */
export function withNames(
  change: PlannedChange,
  account: EntraUser,
  { referred }: Pick<Situation, 'referred'>,
): PlannedReference {
  const target = [...referred.values()].find(({ entraUserId }) => entraUserId === change.after)
  return { ...change, names: { before: nameIn(account, change.before), after: target?.name ?? change.after } }
}

/** As people read it: names, and the object ids beside them. */
export function toFieldChange({ field, before, after, names }: PlannedReference): FieldChange {
  return { field, ...names, ids: { before, after } }
}

function nameIn(account: EntraUser | null | undefined, id: FieldValue): FieldValue {
  return id === null ? null : (account?.referenceNames[id] ?? id)
}

/** Whether both ends of a reference have been there for so long that a refusal to find one is not a matter of time. */
export function isLongThere(
  change: PlannedChange,
  link: Link,
  { referred, now }: Situation,
  settleMs: number,
): boolean {
  const target = [...referred.values()].find(({ entraUserId }) => entraUserId === change.after)
  return [link.linkedAt, target?.linkedAt ?? link.linkedAt].every((at) => now.getTime() - at.getTime() >= settleMs)
}
