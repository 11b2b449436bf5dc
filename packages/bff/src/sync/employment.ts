import { Temporal } from 'temporal-polyfill'
import type { Person, Settings } from '@plumm/entra-shared'

/** Whether a person should be able to sign in, and the moment that changes by itself. */
export interface Employment {
  presence: 'employed' | 'left' | 'starts-later'
  /** When the answer changes with nobody doing anything; null: never. */
  changesAt: Date | null
}

/**
 * Decides by status and dates: employed when active and startDate ≤ today ≤ endDate, where the person is
 * (design §5, Dates). A date that is not one is ignored here; the contract lets any value through.
 */
export function employmentOf(
  person: Person,
  now: Date,
  { timeZone, leavers }: Pick<Settings, 'timeZone' | 'leavers'>,
): Employment {
  const zone = timeZoneOf(person.timeZone) ?? timeZone
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate()
  const start = dateOf(person.startDate)
  const end = leavers === 'end-date' ? dateOf(person.endDate) : null
  const isActive = person.status === 'active'
  const startsLater = isActive && start !== null && Temporal.PlainDate.compare(start, today) > 0
  const hasEnded = end !== null && Temporal.PlainDate.compare(today, end) > 0
  const midnight = (date: Temporal.PlainDate) => new Date(date.toZonedDateTime({ timeZone: zone }).epochMilliseconds)
  const changesAt =
    !isActive || hasEnded ? null : startsLater && start ? midnight(start) : end ? midnight(end.add({ days: 1 })) : null
  const presence = !isActive || hasEnded ? 'left' : startsLater ? 'starts-later' : 'employed'
  return { presence, changesAt }
}

function dateOf(value: unknown): Temporal.PlainDate | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return null
  try {
    return Temporal.PlainDate.from(value)
  } catch {
    return null
  }
}

function timeZoneOf(value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return null
  try {
    return Temporal.Now.zonedDateTimeISO(value).timeZoneId
  } catch {
    return null
  }
}
