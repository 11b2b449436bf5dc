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
  const { fieldNames, reasons, actors } = useMessages()
  if (problems.length === 0) return null
  return (
    <ul className="pe-problems">
      {problems.map(({ field, code, actor }) => (
        <li key={`${field}/${code}`}>
          <Icon name="alert" />
          <span>
            <strong>{fieldNames[field] ?? field}.</strong> {reasons[code].what} {reasons[code].todo}{' '}
            {actor !== 'nobody' && actor !== said && <span className="pe-soft">{actors[actor]}.</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
