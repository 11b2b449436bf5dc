import type { PreviewRow } from '@plumm/entra-shared'
import { type KeyboardEvent, useId } from 'react'
import { useLaterMessages, useMessages } from '../widget-context.ts'
import { Changes } from '../ui/Changes.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Initials } from '../ui/Initials.tsx'
import { lineOf } from '../ui/line-of.ts'
import { Problems } from '../ui/Problems.tsx'
import { planLook } from './plan-look.ts'

/** One person, opening to every field before and after; an empty place while they have not been read. */
export function PlanRow({
  row,
  isOpen,
  isCurrent,
  onToggle,
  onFocus,
  onKeyDown,
}: {
  row: PreviewRow | undefined
  isOpen: boolean
  /** The row that Tab leads to. */
  isCurrent: boolean
  onToggle: (personId: string) => void
  onFocus: () => void
  onKeyDown: (event: KeyboardEvent) => void
}) {
  const words = useLaterMessages()?.lists.preview
  const bodyId = useId()
  return (
    <>
      <button
        type="button"
        className="pe-row"
        tabIndex={isCurrent ? 0 : -1}
        aria-expanded={row ? isOpen : undefined}
        aria-controls={isOpen ? bodyId : undefined}
        aria-disabled={row ? undefined : true}
        onClick={() => row && onToggle(row.personId)}
        onFocus={onFocus}
        onKeyDown={onKeyDown}
      >
        {row ? (
          <Face row={row} />
        ) : (
          <span className="pe-row-empty">
            <span className="pe-hidden">{words?.waiting}</span>
          </span>
        )}
      </button>
      {row && isOpen && (
        <div className="pe-row-body" id={bodyId}>
          <Body row={row} />
        </div>
      )}
    </>
  )
}

function Face({ row }: { row: PreviewRow }) {
  const { plan, status } = useMessages()
  const { icon, tone } = planLook[row.kind]
  return (
    <>
      <Initials name={row.name} />
      <span className="pe-row-who">
        <bdi className="pe-row-name">{row.name}</bdi>
        <bdi className="pe-soft pe-cut">{lineOf(row)}</bdi>
      </span>
      <span className={`pe-mark pe-tone-${tone}`}>
        <Icon name={icon} />
        {row.kind === 'none' && row.reason ? status.words.excluded : plan.does[row.kind]}
      </span>
      <span className="pe-soft pe-row-count">{row.changes.length > 0 ? plan.changes(row.changes.length) : ''}</span>
      <Icon name="down" className="pe-row-mark" />
    </>
  )
}

function Body({ row }: { row: PreviewRow }) {
  const { plan, reasons, actors } = useMessages()
  const keepsSignInName =
    row.kind === 'link' && row.signInName !== null && row.signInName.toLowerCase() !== row.email.toLowerCase()
  return (
    <>
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
    </>
  )
}
