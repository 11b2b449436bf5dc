import type { FieldChange } from '@plumm/entra-shared'
import { useMessages } from '../widget-context.ts'
import { Icon } from './Icon.tsx'

/** Before → after, always both, only what changes. Where there was no before (a new account), only what it gets. */
export function Changes({ changes, hasBefore = true }: { changes: readonly FieldChange[]; hasBefore?: boolean }) {
  const { fieldNames, fieldValues, plan } = useMessages()
  const shown = (field: string, text: string | null, isErased = false) =>
    isErased ? (
      <span className="pe-empty">{plan.erased}</span>
    ) : text === null || text === '' ? (
      <span className="pe-empty">{plan.empty}</span>
    ) : (
      (fieldValues[field]?.[text] ?? text)
    )
  return (
    <dl className="pe-changes">
      {changes.map(({ field, before, after, isErased }) => (
        <div key={field} className="pe-change">
          <dt>{fieldNames[field] ?? field}</dt>
          <dd>
            {hasBefore && !isErased && (
              <>
                <span className="pe-hidden">{plan.before}: </span>
                <bdi className="pe-before">{shown(field, before)}</bdi>
                <Icon name="arrow" className="pe-change-arrow" />
              </>
            )}
            <span className="pe-hidden">{plan.after}: </span>
            <bdi className="pe-after">{shown(field, after, isErased)}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  )
}
