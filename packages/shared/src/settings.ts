import * as z from 'zod/mini'

export const Settings = z.strictObject({
  /** IANA name; the company's, where a person has none of their own. */
  timeZone: z
    .string()
    .check(z.refine((zone) => isTimeZone(zone), { message: 'Not a time zone we know, such as Europe/London.' })),
  /** Who wins when someone else blocked the sign-in of an active person (design §5, Enable). */
  blockedSignIn: z.enum(['ask', 'put-it-back']),
  /** How an account is found for a person who has none yet; afterwards the link is identity (design §5, Matching). */
  matchBy: z._default(z.enum(['email', 'employee-number']), 'email'),
  /** Whether a joiner's account is made ahead and shut, or only on the first day. */
  joiners: z._default(z.enum(['ahead', 'first-day']), 'ahead'),
  /** Whether the revoke access date suspends by itself, or only HR's deactivation does. */
  leavers: z._default(z.enum(['end-date', 'deactivation']), 'end-date'),
  fuse: z.strictObject({
    /** Never fewer than this many changes of one kind in 24 hours. */
    atLeast: z.int().check(z.minimum(0), z.maximum(1000)),
    /** Of the linked people. */
    percent: z.int().check(z.minimum(1), z.maximum(100)),
    /** Never more than this, however large the company. */
    atMost: z.int().check(z.minimum(1), z.maximum(10_000)),
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

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
