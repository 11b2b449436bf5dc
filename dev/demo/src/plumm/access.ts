import type { PlummPerson } from './person.ts'

/** Whether somebody has access to the connected apps, as HR sees it. Days are `YYYY-MM-DD`. */
export type Access = { is: 'open' } | { is: 'ends'; on: string } | { is: 'ended'; on: string } | { is: 'deactivated' }

/** A last day counts where the person is; a date that is none is not judged here. */
export function accessOf(person: Pick<PlummPerson, 'status' | 'endDate' | 'timeZone'>, now: Date): Access {
  if (person.status === 'deactivated') return { is: 'deactivated' }
  const { endDate } = person
  if (endDate === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(endDate)) return { is: 'open' }
  return { is: endDate < dayIn(person.timeZone, now) ? 'ended' : 'ends', on: endDate }
}

/** What day it is in a time zone; in one that is not known, what day it is here. */
export function dayIn(timeZone: string | undefined, now: Date): string {
  const day = (zone?: string) => new Intl.DateTimeFormat('en-CA', { ...dayParts, timeZone: zone }).format(now)
  try {
    return day(timeZone)
  } catch {
    return day()
  }
}

const dayParts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const

export const accessActions = ['deactivate', 'schedule', 'cancel', 'reactivate'] as const
export type AccessAction = (typeof accessActions)[number]

/** Those of some people for whom an action would change anything. */
export function whomItConcerns(action: AccessAction, people: readonly PlummPerson[], now: Date): PlummPerson[] {
  return people.filter((person) => concerns(action, accessOf(person, now)))
}

function concerns(action: AccessAction, access: Access): boolean {
  switch (action) {
    case 'deactivate':
      return access.is !== 'deactivated'
    case 'schedule':
      return access.is === 'open' || access.is === 'ends'
    case 'cancel':
      return access.is === 'ends'
    case 'reactivate':
      return access.is === 'deactivated' || access.is === 'ended'
  }
}
