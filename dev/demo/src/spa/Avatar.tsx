import type { CSSProperties } from 'react'
import { type PersonDetails, nameOf } from '../plumm/person.ts'

const HUES = 12

interface AvatarProps {
  person: Pick<PersonDetails, 'displayName' | 'firstName' | 'lastName' | 'email'>
  size?: 'large'
}

/** Initials on a colour that stays with the address. The name is always beside it. */
export function Avatar({ person, size }: AvatarProps) {
  const initials = [person.firstName, person.lastName].map((name) => firstLetter(name.trim())).join('')
  const hue = (Array.from(person.email).reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % HUES) * (360 / HUES)
  return (
    <span
      className={size ? `avatar avatar-${size}` : 'avatar'}
      style={{ '--hue': hue } as CSSProperties}
      aria-hidden="true"
    >
      {initials.toUpperCase() || firstLetter(nameOf(person))}
    </span>
  )
}

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })

function firstLetter(name: string): string {
  for (const { segment } of letters.segment(name)) return segment
  return ''
}
