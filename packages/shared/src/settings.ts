import { z } from 'zod'

/** What the fuse's three numbers may be. */
export const fuseBounds = {
  atLeast: { min: 0, max: 1000 },
  percent: { min: 1, max: 100 },
  atMost: { min: 1, max: 10_000 },
} as const

const within = ({ min, max }: { min: number; max: number }) => z.int().min(min).max(max)

export const Settings = z.strictObject({
  /** IANA name; the company's, where a person has none of their own. */
  timeZone: z
    .string()
    .refine((zone) => isTimeZone(zone), { message: 'Not a time zone we know, such as Europe/London.' }),
  /** Who wins when someone else blocked the sign-in of an active person (design §5, Enable). */
  blockedSignIn: z.enum(['ask', 'put-it-back']),
  /** How an account is found for a person who has none yet; afterwards the link is identity (design §5, Matching). */
  matchBy: z.enum(['email', 'employee-number']).default('email'),
  /** Whether a joiner's account is made ahead and shut, or only on the first day. */
  joiners: z.enum(['ahead', 'first-day']).default('ahead'),
  /** Whether the revoke access date suspends by itself, or only HR's deactivation does. */
  leavers: z.enum(['end-date', 'deactivation']).default('end-date'),
  fuse: z.strictObject({
    /** Never fewer than this many changes of one kind in 24 hours. */
    atLeast: within(fuseBounds.atLeast),
    /** Of the linked people. */
    percent: within(fuseBounds.percent),
    /** Never more than this, however large the company. */
    atMost: within(fuseBounds.atMost),
  }),
})
export type Settings = z.output<typeof Settings>

export const defaultSettings: Settings = {
  timeZone: 'Europe/London',
  blockedSignIn: 'ask',
  matchBy: 'email',
  joiners: 'ahead',
  leavers: 'end-date',
  fuse: { atLeast: 5, percent: 10, atMost: 50 },
}

/**
 * How many changes of one kind 24 hours may bring before everything of that kind is held (design §5, Fuse). Here, so
 * that the settings page says what the sync does. Where the two contradict each other, `atLeast` wins over `atMost`.
 */
export function fuseLimit(linkedPeople: number, { atLeast, percent, atMost }: Settings['fuse']): number {
  return Math.max(atLeast, Math.min(Math.floor((linkedPeople * percent) / 100), atMost))
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
