import type { Formats } from '../formats.ts'
import { audit } from './audit.ts'
import { fieldNames, fieldValues } from './fields.ts'
import { panel } from './panel.ts'
import { plan } from './plan.ts'
import { actors, conflictWith, reasons } from './reasons.ts'
import { status } from './status.ts'

/** British English, complete. Every other language has the same shape, checked by the compiler. */
export const enGb = (f: Formats) => ({
  panel: panel(f),
  plan: plan(f),
  status: status(f),
  audit: audit(f),
  reasons: reasons as Readonly<Record<keyof typeof reasons, { what: string; todo: string }>>,
  conflictWith,
  actors: actors as Readonly<Record<keyof typeof actors, string>>,
  fieldNames,
  fieldValues,
  later: () => import('./later.ts').then(({ later }) => later(f)),
  connecting: () => import('./connecting.ts').then(({ connecting }) => connecting(f)),
})

/** How a language is written down: one of its own words, and nothing more, does not compile. */
export type Catalogue = typeof enGb
export type Words = ReturnType<Catalogue>
