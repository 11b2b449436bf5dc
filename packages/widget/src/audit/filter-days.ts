/** Days as a date field has them (`2026-11-24`), where the reader is, and the moments they stand for in a filter. */

/** The moment at which a day begins; null for what is no day. */
export function beginOf(day: string): string | null {
  return momentOf(day, 0)
}

/** The moment at which a day is over; null for what is no day. */
export function endOf(day: string): string | null {
  return momentOf(day, 1)
}

function momentOf(day: string, daysLater: number): string | null {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? []
  if (year === undefined) return null
  // By the calendar, because not every day has 24 hours.
  const moment = new Date(Number(year), Number(month) - 1, Number(date) + daysLater)
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString()
}

/** The day that a filter begins with. */
export function firstDay(from: string): string {
  return dayOf(new Date(from))
}

/** The last day of a filter, which ends where that day does. */
export function lastDay(to: string): string {
  return dayOf(new Date(Date.parse(to) - 1))
}

function dayOf(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
