import { accessOf } from '../plumm/access.ts'
import { type PlummPerson, nameOf } from '../plumm/person.ts'

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

/** `2026-11-30` as people here write it: 30 Nov 2026. */
export function dayInWords(day: string): string {
  return dayFormat.format(new Date(`${day}T00:00:00Z`))
}

/** What a list and a profile say beside the name; undefined where there is nothing to say. */
export function accessInWords(person: PlummPerson, now: Date): string | undefined {
  const access = accessOf(person, now)
  switch (access.is) {
    case 'open':
      return undefined
    case 'ends':
      return `Access ends on ${dayInWords(access.on)}`
    case 'ended':
      return `Access ended on ${dayInWords(access.on)}`
    case 'deactivated':
      return 'Deactivated'
  }
}

export function countInWords(count: number): string {
  return count === 1 ? '1 person' : `${count} people`
}

/** One by name, more by number. */
export function whoInWords(people: readonly PlummPerson[]): string {
  const [first] = people
  return first && people.length === 1 ? nameOf(first) : countInWords(people.length)
}
