import type { Actor, FieldProblem } from '@plumm/entra-shared'
import { useMessages } from '../widget-context.ts'
import { Icon } from './Icon.tsx'

/** Fields that could not be brought into step: what is wrong, and who puts it right. */
export function Problems({
  problems,
  actor: said,
}: {
  problems: readonly FieldProblem[]
  /** Who acts on the whole, where that has been said already. */
  actor?: Actor | undefined
}) {
  const { fieldNames, reasons, actors, conflictWith } = useMessages()
  if (problems.length === 0) return null
  return (
    <ul className="pe-problems">
      {problems.map(({ field, code, actor, conflict }) => (
        <li key={`${field}/${code}`}>
          <Icon name="alert" />
          <span>
            <strong>{fieldNames[field] ?? field}.</strong> {reasons[code].what} {reasons[code].todo}{' '}
            {conflict && <span className="pe-soft">{conflictWith(conflict.name, conflict.entraUserId)} </span>}
            {actor !== 'nobody' && actor !== said && <span className="pe-soft">{actors[actor]}.</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
