import type { MappingMessages } from '../messages/en-gb/mapping.ts'
import { useMessages } from '../widget-context.ts'
import { Icon } from '../ui/Icon.tsx'
import type { Outcome } from './mapping-draft.ts'

/** What a field of the example comes to. */
export function MappingOutcome({ words, outcome }: { words: MappingMessages; outcome: Outcome }) {
  const { reasons } = useMessages()
  switch (outcome.is) {
    case 'written':
      return <bdi className="pe-value">{outcome.value}</bdi>
    case 'emptied':
      return <span className="pe-empty">{words.example.emptied}</span>
    case 'left':
      return <span className="pe-empty">{words.example.left}</span>
    case 'not-set':
      return <span className="pe-empty">{words.example.notSet}</span>
    case 'refused':
      return (
        <span className="pe-map-refused">
          <Icon name="alert" /> {reasons[outcome.reason].what}
        </span>
      )
  }
}
