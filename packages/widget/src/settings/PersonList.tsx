import { useRef, useState } from 'react'
import type { SettingsMessages } from '../messages/en-gb/settings.ts'
import { useSettled } from '../use-settled.ts'
import { useEntraStatus } from '../status/use-entra-status.ts'
import { useWidget, useWidgetQuery } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { FoundPeople } from './FoundPeople.tsx'
import { Tags } from './NameList.tsx'
import { added } from './reach-draft.ts'

const FOUND_MAX = 5
const SEARCH_MIN = 2

/** People on a list: kept by their id, found by name. */
export function PersonList({
  words,
  label,
  hint,
  ids,
  onChange,
  isReadOnly,
}: {
  words: SettingsMessages['reach']
  label: string
  hint?: string
  ids: readonly string[]
  onChange: (ids: string[]) => void
  isReadOnly: boolean
}) {
  const [text, setText] = useState('')
  const [names, setNames] = useState<Readonly<Record<string, string>>>({})
  const [news, setNews] = useState('')
  const search = useRef<HTMLDivElement>(null)
  const nameOf = (id: string) => names[id] ?? id
  const focusSearch = () => search.current?.querySelector('input')?.focus()
  const add = (id: string, name: string) => {
    const next = added(ids, id)
    setText('')
    focusSearch()
    if (next === 'already-there') return setNews(words.alreadyThere(name))
    if (next === 'full') return setNews(words.full)
    setNames({ ...names, [id]: name })
    setNews(words.added(name))
    onChange(next)
  }
  return (
    <div className="pe-field" ref={search}>
      <strong>{label}</strong>
      {hint !== undefined && <p className="pe-soft">{hint}</p>}
      {!isReadOnly && (
        <>
          <SearchField
            label={`${label}: ${words.searchPeople}`}
            hint={words.searchPeopleHint}
            value={text}
            onChange={setText}
          />
          <Found words={words} text={text.trim()} onAdd={add} />
        </>
      )}
      <Tags
        words={words}
        names={ids}
        nameOf={nameOf}
        show={(id) => names[id] ?? <SignInName id={id} />}
        {...(isReadOnly
          ? {}
          : {
              onRemove: (id: string) => {
                onChange(ids.filter((other) => other !== id))
                setNews(words.removed(nameOf(id)))
                focusSearch()
              },
            })}
      />
      <p className="pe-soft pe-news" role="status">
        {news}
      </p>
    </div>
  )
}

function Found({
  words,
  text,
  onAdd,
}: {
  words: SettingsMessages['reach']
  text: string
  onAdd: (id: string, name: string) => void
}) {
  const { core } = useWidget()
  const q = useSettled(text)
  const isAsked = q.length >= SEARCH_MIN && text !== ''
  const { data, error } = useWidgetQuery({
    ...core.queries.people(q, FOUND_MAX),
    enabled: isAsked,
    placeholderData: (before) => before,
  })
  if (!isAsked) return null
  const found = data?.people ?? []
  const mayBeId = found.length === 0 && /^\S{1,64}$/.test(q)
  return (
    <>
      <FoundPeople label={words.found} people={found} onChoose={({ person, name }) => onAdd(person.id, name)} />
      {found.length === 0 && (data || error) && (
        <p className="pe-soft" role="status">
          {error ? words.noNames : words.nobodyFound}
        </p>
      )}
      {mayBeId && (data || error) && (
        <Button icon="plus" onClick={() => onAdd(q, q)}>
          {words.addId(q)}
        </Button>
      )}
    </>
  )
}

/** Who an id is, as far as the status knows: linked people by their sign-in name. */
function SignInName({ id }: { id: string }) {
  const { data } = useEntraStatus(id)
  return data?.signInName ?? id
}
