import { type ReactNode, useRef, useState } from 'react'
import type { SettingsMessages } from '../messages/en-gb/settings.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { added } from './reach-draft.ts'
import { TextField } from './TextField.tsx'

/** Names on a list, one by one on and off. What they are called may differ from what is kept: countries, people. */
export function NameList({
  words,
  label,
  hint,
  names,
  onChange,
  isReadOnly,
  options,
  nameOf = (name) => name,
  read = (text) => text,
  unreadable,
}: {
  words: SettingsMessages['reach']
  label: string
  hint: string
  names: readonly string[]
  onChange: (names: string[]) => void
  isReadOnly: boolean
  options?: readonly string[] | undefined
  nameOf?: (name: string) => string
  /** What is kept of what was typed; null where it means nothing. */
  read?: (text: string) => string | null
  unreadable?: string
}) {
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | undefined>()
  const [news, setNews] = useState('')
  const form = useRef<HTMLFormElement>(null)
  const add = () => {
    const typed = text.trim()
    if (typed === '') return
    const name = read(typed)
    if (name === null) return setProblem(unreadable)
    const next = added(names, name)
    if (next === 'already-there') return setProblem(words.alreadyThere(nameOf(name)))
    if (next === 'full') return setProblem(words.full)
    setText('')
    setNews(words.added(nameOf(name)))
    onChange(next)
  }
  const remove = (name: string) => {
    onChange(names.filter((other) => other !== name))
    setNews(words.removed(nameOf(name)))
    form.current?.querySelector('input')?.focus()
  }
  if (isReadOnly) {
    return (
      <div className="pe-field">
        <strong>{label}</strong>
        <Tags names={names} nameOf={nameOf} words={words} />
      </div>
    )
  }
  return (
    <form
      ref={form}
      className="pe-names"
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <TextField
        label={label}
        hint={hint}
        problem={problem}
        options={options}
        maxLength={256}
        value={text}
        onChange={(typed) => {
          setProblem(undefined)
          setText(typed)
        }}
      />
      <Button type="submit" icon="plus" aria-label={words.addTo(label)}>
        {words.add}
      </Button>
      <Tags names={names} nameOf={nameOf} words={words} onRemove={remove} />
      <p className="pe-hidden" role="status">
        {news}
      </p>
    </form>
  )
}

/** What is on a list. */
export function Tags({
  words,
  names,
  nameOf,
  show = nameOf,
  onRemove,
}: {
  words: SettingsMessages['reach']
  names: readonly string[]
  nameOf: (name: string) => string
  /** Where the name has to be looked up first. */
  show?: (name: string) => ReactNode
  onRemove?: (name: string) => void
}) {
  if (names.length === 0) return onRemove ? null : <p className="pe-soft">{words.none}</p>
  return (
    <ul className="pe-tags">
      {names.map((name) => (
        <li key={name} className="pe-tag">
          <bdi>{show(name)}</bdi>
          {onRemove && (
            <button
              type="button"
              className="pe-icon-button"
              aria-label={words.remove(nameOf(name))}
              onClick={() => onRemove(name)}
            >
              <Icon name="close" />
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}
