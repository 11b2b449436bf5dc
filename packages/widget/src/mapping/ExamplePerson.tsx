import type { KnownPerson } from '@plumm/entra-shared'
import { useRef, useState } from 'react'
import type { MappingMessages } from '../messages/en-gb/mapping.ts'
import { FoundPeople } from '../settings/FoundPeople.tsx'
import { useSettled } from '../use-settled.ts'
import { useWidget, useWidgetQuery } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { Initials } from '../ui/Initials.tsx'
import { lineOf } from '../ui/line-of.ts'
import { SearchField } from '../ui/SearchField.tsx'

const FOUND_MAX = 5

/** Whom the examples are shown with, and a way to somebody else. */
export function ExamplePerson({
  words,
  example,
  isKnown,
  isUnreadable,
  onChoose,
}: {
  words: MappingMessages['example']
  example: KnownPerson | undefined
  /** Whether it is known by now who there is. */
  isKnown: boolean
  isUnreadable: boolean
  onChoose: (person: KnownPerson) => void
}) {
  const [isSearching, setIsSearching] = useState(false)
  const other = useRef<HTMLButtonElement>(null)
  if (!example) {
    if (!isKnown && !isUnreadable) return null
    return <p className="pe-soft pe-map-person">{isUnreadable ? words.unreadable : words.noPeople}</p>
  }
  return (
    <div className="pe-map-person">
      <div className="pe-map-who">
        <Initials name={example.name} />
        <span className="pe-row-who">
          <span className="pe-row-name">{words.with(example.name)}</span>
          <bdi className="pe-soft pe-cut">{lineOf(example.person)}</bdi>
        </span>
        <Button ref={other} kind="quiet" aria-expanded={isSearching} onClick={() => setIsSearching(!isSearching)}>
          {words.other}
        </Button>
      </div>
      {isSearching && (
        <Search
          words={words}
          onChoose={(person) => {
            setIsSearching(false)
            // What was focused goes away with the list.
            other.current?.focus()
            onChoose(person)
          }}
        />
      )}
    </div>
  )
}

function Search({ words, onChoose }: { words: MappingMessages['example']; onChoose: (person: KnownPerson) => void }) {
  const { core } = useWidget()
  const [text, setText] = useState('')
  const q = useSettled(text.trim())
  const { data, error } = useWidgetQuery({
    ...core.queries.people(q, FOUND_MAX),
    placeholderData: (before) => before,
  })
  const found = data?.people ?? []
  return (
    <>
      <SearchField label={words.search} hint={words.hint} value={text} onChange={setText} />
      <FoundPeople label={words.found} people={found} onChoose={onChoose} />
      <p className="pe-soft pe-news" role="status">
        {error ? words.unreadable : data && found.length === 0 ? words.nobody : ''}
      </p>
    </>
  )
}
