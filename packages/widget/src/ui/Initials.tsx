/** A face for a name, until there are photographs. Decoration: the name stands beside it. */
export function Initials({ name }: { name: string }) {
  const words = name.trim().split(/\s+/)
  const first = firstLetter(words[0])
  const last = words.length > 1 ? firstLetter(words.at(-1)) : ''
  return (
    <span className="pe-initials" aria-hidden="true">
      {(first + last).toLocaleUpperCase()}
    </span>
  )
}

/** What a reader takes for a letter, with its accents. */
function firstLetter(word = ''): string {
  const [letter] = new Intl.Segmenter().segment(word)
  return letter?.segment ?? ''
}
