import type { PreviewRow } from '@plumm/entra-shared'
import { useMessages } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { Changes } from '../ui/Changes.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Initials } from '../ui/Initials.tsx'
import { Problems } from '../ui/Problems.tsx'
import { planLook } from './plan-look.ts'

/** One row per person, opening to every field before and after. */
export function PlanRows({
  rows,
  hasMore,
  isLoadingMore,
  onMore,
}: {
  rows: readonly PreviewRow[]
  hasMore: boolean
  isLoadingMore: boolean
  onMore: () => void
}) {
  const { plan } = useMessages()
  if (rows.length === 0) {
    return (
      <div className="pe-blank" aria-live="polite">
        <strong>{plan.nobody}</strong>
        <p className="pe-soft">{plan.nobodyText}</p>
      </div>
    )
  }
  return (
    <>
      <ul className="pe-rows" aria-label={plan.rows}>
        {rows.map((row) => (
          <li key={row.personId}>
            <Row row={row} />
          </li>
        ))}
      </ul>
      {hasMore && (
        <Button className="pe-more" isBusy={isLoadingMore} onClick={onMore}>
          {plan.more}
        </Button>
      )}
    </>
  )
}

function Row({ row }: { row: PreviewRow }) {
  const { plan, status, reasons, actors } = useMessages()
  const { icon, tone } = planLook[row.kind]
  const keepsSignInName =
    row.kind === 'link' && row.signInName !== null && row.signInName.toLowerCase() !== row.email.toLowerCase()
  return (
    <details className="pe-row">
      <summary>
        <Initials name={row.name} />
        <span className="pe-row-who">
          <span className="pe-row-name">{row.name}</span>
          <span className="pe-soft pe-cut">{row.role ? `${row.role} · ${row.email}` : row.email}</span>
        </span>
        <span className={`pe-mark pe-tone-${tone}`}>
          <Icon name={icon} />
          {row.kind === 'none' && row.reason ? status.words.excluded : plan.does[row.kind]}
        </span>
        <span className="pe-soft pe-row-count">{row.changes.length > 0 ? plan.changes(row.changes.length) : ''}</span>
        <Icon name="down" className="pe-row-mark" />
      </summary>
      <div className="pe-row-body">
        {row.reason && (
          <p className="pe-reason">
            <strong>{row.actor === 'nobody' ? '' : `${actors[row.actor]}. `}</strong>
            {reasons[row.reason].what} {reasons[row.reason].todo}
          </p>
        )}
        {keepsSignInName && row.signInName && <p className="pe-soft">{plan.keepsSignInName(row.signInName)}</p>}
        <Problems problems={row.problems} actor={row.actor} />
        {row.changes.length > 0 ? (
          <Changes changes={row.changes} hasBefore={row.kind !== 'create'} />
        ) : (
          !row.reason && <p className="pe-soft">{plan.noChanges}</p>
        )}
      </div>
    </details>
  )
}
