import { type Direction, serve } from './languages.ts'
import { setApart } from './set-apart.ts'

/** The forms of one plural: those that the language tells apart (CLDR), and `other` for the rest. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/** Numbers, dates and plurals in one language; every one of them is Intl's. */
export interface Formats {
  locale: string
  dir: Direction
  number: (count: number) => string
  /** Picks the plural form and puts the number where `#` stands. */
  count: (count: number, forms: Plural) => string
  /** For a name or a value in a sentence of ours: what is written the other way neither scrambles nor is scrambled. */
  apart: (text: string) => string
  list: (items: readonly string[]) => string
  /** 14:32 */
  time: (iso: string) => string
  /** 14:32 today, else with its day. */
  timeOrDay: (iso: string) => string
  /** Today, Yesterday, or the day in full. */
  day: (iso: string) => string
  /** A day as a day, whatever the time zone: certificates and secrets end by the calendar of UTC. */
  calendarDay: (iso: string) => string
  /** To the second, for details. */
  moment: (iso: string) => string
  /** 12 seconds ago */
  ago: (iso: string) => string
  /** 2 minutes: a rounded length of time. */
  lasting: (seconds: number) => string
}

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export function createFormats(locale: string, now: () => number): Formats {
  const { dir } = serve(locale)
  const number = new Intl.NumberFormat(locale)
  const plural = new Intl.PluralRules(locale)
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
  const dayAndTime = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
  const fullDay = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  const calendarDay = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' })
  const unit = (name: 'second' | 'minute' | 'hour') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' })
  const units = { second: unit('second'), minute: unit('minute'), hour: unit('hour') }

  const isSameDay = (a: Date, b: Date) => a.toDateString() === b.toDateString()

  return {
    locale,
    dir,
    number: (count) => number.format(count),
    count: (count, forms) => (forms[plural.select(count)] ?? forms.other).replace('#', number.format(count)),
    apart: (text) => setApart(text, dir),
    list: (items) => list.format(items),
    time: (iso) => time.format(new Date(iso)),
    timeOrDay: (iso) => (isSameDay(new Date(iso), new Date(now())) ? time : dayAndTime).format(new Date(iso)),
    day: (iso) => {
      const date = new Date(iso)
      const today = new Date(now())
      if (isSameDay(date, today)) return capital(relative.format(0, 'day'), locale)
      if (isSameDay(date, new Date(now() - DAY * 1000))) return capital(relative.format(-1, 'day'), locale)
      return fullDay.format(date)
    },
    calendarDay: (iso) => calendarDay.format(new Date(iso)),
    moment: (iso) => moment.format(new Date(iso)),
    ago: (iso) => {
      // A clock that runs behind the server's must not say "in 3 seconds".
      const seconds = Math.max(0, Math.round((now() - Date.parse(iso)) / 1000))
      if (seconds < 5) return relative.format(0, 'second')
      if (seconds < MINUTE) return relative.format(-seconds, 'second')
      if (seconds < HOUR) return relative.format(-Math.round(seconds / MINUTE), 'minute')
      if (seconds < DAY) return relative.format(-Math.round(seconds / HOUR), 'hour')
      return relative.format(-Math.round(seconds / DAY), 'day')
    },
    lasting: (seconds) => {
      if (seconds < 10) return units.second.format(Math.max(1, seconds))
      if (seconds < 50) return units.second.format(Math.ceil(seconds / 10) * 10)
      if (seconds < HOUR) return units.minute.format(Math.max(1, Math.round(seconds / MINUTE)))
      return units.hour.format(Math.round((seconds / HOUR) * 10) / 10)
    },
  }
}

function capital(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
}
