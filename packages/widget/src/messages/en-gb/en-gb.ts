import type { Formats } from '../formats.ts'
import { audit } from './audit.ts'
import { fieldNames, fieldValues } from './fields.ts'
import { holds } from './holds.ts'
import { panel } from './panel.ts'
import { plan } from './plan.ts'
import { actors, attention, conflictWith, reasons } from './reasons.ts'
import { status } from './status.ts'

/** British English, complete. Every other language has the same shape, checked by the compiler. */
export const enGb = (f: Formats) => ({
  panel: panel(f),
  plan: plan(f),
  status: status(f),
  audit: audit(f),
  holds: holds(f),
  reasons: reasons as Readonly<Record<keyof typeof reasons, { what: string; todo: string }>>,
  conflictWith,
  actors: actors as Readonly<Record<keyof typeof actors, string>>,
  attention: attention as Readonly<
    Record<keyof typeof attention, { what: string; todo: string; forIt: string | null }>
  >,
  fieldNames,
  fieldValues,
})

export type Messages = ReturnType<typeof enGb>
