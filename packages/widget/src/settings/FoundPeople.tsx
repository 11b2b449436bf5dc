import type { KnownPerson } from '@plumm/entra-shared'
import { lineOf } from '../ui/line-of.ts'

/** Who was found, to choose from. */
export function FoundPeople({
  label,
  people,
  onChoose,
}: {
  label: string
  people: readonly KnownPerson[]
  onChoose: (person: KnownPerson) => void
}) {
  if (people.length === 0) return null
  return (
    <ul className="pe-found" aria-label={label}>
      {people.map((found) => (
        <li key={found.person.id}>
          <button type="button" className="pe-found-person" onClick={() => onChoose(found)}>
            <bdi>{found.name}</bdi>
            <bdi className="pe-soft">{lineOf(found.person)}</bdi>
          </button>
        </li>
      ))}
    </ul>
  )
}
