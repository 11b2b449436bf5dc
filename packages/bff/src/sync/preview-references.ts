import { type Person, nameOf, referredPeople } from '@plumm/entra-shared'
import { plan } from './plan.ts'
import type { Referred } from './references.ts'
import type { Situation } from './situation.ts'
import type { Survey } from './situations.ts'

/**
 * Whom references will point to once everyone's plan has run: the linked, those about to be linked, those about to be
 * created. Only who is named by somebody is planned for it. Pure.
 */
export function referredIn(
  { people, links, fieldMapping }: Pick<Survey, 'people' | 'links' | 'fieldMapping'>,
  situationOf: (personId: string) => Situation,
): Map<string, Referred> {
  const named = new Set(people.flatMap(({ person }) => referredPeople(fieldMapping, person)))
  return new Map(people.flatMap(({ person }) => (named.has(person.id) ? [[person.id, referredBy(person)]] : [])))

  function referredBy(person: Person): Referred {
    const name = nameOf(person)
    const link = links.get(person.id)
    if (link) return { name, entraUserId: link.entraUserId, linkedAt: link.linkedAt, isComing: false }
    const { kind, steps } = plan(situationOf(person.id))
    const found = steps.find((step) => step.is === 'link')
    return { name, entraUserId: found?.account.id ?? null, linkedAt: null, isComing: kind === 'create' }
  }
}
