import type { Catalogue } from '../en-gb/en-gb.ts'
import { audit } from './audit.ts'
import { fieldNames, fieldValues } from './fields.ts'
import { panel } from './panel.ts'
import { plan } from './plan.ts'
import { actors, conflictWith, reasons } from './reasons.ts'
import { status } from './status.ts'

/** Modern Standard Arabic in Microsoft's terms; the key words and why they were chosen are in docs/languages.md. */
export const ar: Catalogue = (f) => ({
  panel: panel(f),
  plan: plan(f),
  status: status(f),
  audit: audit(f),
  reasons,
  conflictWith,
  actors,
  fieldNames,
  fieldValues,
  later: () => import('./later.ts').then(({ later }) => later(f)),
  connecting: () => import('./connecting.ts').then(({ connecting }) => connecting(f)),
})
