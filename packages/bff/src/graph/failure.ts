import { z } from 'zod'
import type { TokenFailure } from '../tokens/entra-token.ts'

/** A refusal of Graph, named by what it means. `outcomeUnknown`: a write may have landed all the same. */
export type GraphFailure =
  | { is: 'throttled'; retryAfterMs: number }
  | { is: 'unavailable'; retryAfterMs?: number; outcomeUnknown: boolean }
  | { is: 'token'; failure: TokenFailure }
  | { is: 'unauthorized' }
  /** Our token lacks a role we cannot do without; `consent-withdrawn`: it has none at all. */
  | { is: 'consent'; reason: 'consent-withdrawn' | 'permission-missing' }
  /** The same body for a missing permission and a protected account; only the target tells (graph-facts §2.2). */
  | { is: 'permission-missing-or-protected' }
  | { is: 'not-found' }
  /** `conflictingObject`: the id of what holds the address, where Graph names it. */
  | { is: 'address-taken'; target: string | null; conflictingObject: string | null }
  | { is: 'domain-not-verified' }
  | { is: 'bad-character'; target: string | null }
  | { is: 'invalid-value'; target: string | null }
  | { is: 'mastered-on-premises' }
  | { is: 'delta-expired' }
  | { is: 'quota-exceeded' }
  | { is: 'unexpected'; status: number; code: string | null; message: string }

const ErrorBody = z.object({
  code: z.string().nullish(),
  message: z.string().nullish(),
  details: z
    .array(z.looseObject({ code: z.string().nullish(), target: z.string().nullish(), message: z.string().nullish() }))
    .nullish(),
})

/** Delta tokens end in several ways, and which code users get is not documented: any of these (graph-facts §5.1). */
const DELTA_ENDED = ['resyncrequired', 'resyncapplydifferences', 'resyncuploaddifferences', 'syncstatenotfound']

/** Wait when Graph says nothing. */
const THROTTLED_MS = 10_000

/**
 * The one place where Graph's errors are told apart, by status and code (graph-facts §2.6); messages only where Graph
 * gives one code to everything.
 */
export function classify(status: number, error: unknown, headers: Headers | undefined, now: number): GraphFailure {
  const body = ErrorBody.safeParse(error).data
  const code = body?.code ?? null
  const message = body?.message ?? ''
  const retryAfterMs = retryAfter(headers, now)
  if (status === 410 || DELTA_ENDED.includes(code?.toLowerCase() ?? '')) return { is: 'delta-expired' }
  if (status === 429) return { is: 'throttled', retryAfterMs: retryAfterMs ?? THROTTLED_MS }
  if (status === 401) return { is: 'unauthorized' }
  if (status === 403)
    return { is: code === 'Directory_QuotaExceeded' ? 'quota-exceeded' : 'permission-missing-or-protected' }
  if (status === 404) return { is: 'not-found' }
  const details = body?.details ?? []
  if (status === 409 && details.length > 0) return classifyBadRequest(code, message, details)
  if (status === 409 || status === 423) return { is: 'unavailable', outcomeUnknown: false, ...wait(retryAfterMs) }
  if (status >= 500) return { is: 'unavailable', outcomeUnknown: status !== 503, ...wait(retryAfterMs) }
  if (status === 400) return classifyBadRequest(code, message, details)
  return { is: 'unexpected', status, code, message }
}

type Details = NonNullable<z.output<typeof ErrorBody>['details']>

function classifyBadRequest(code: string | null, message: string, details: Details): GraphFailure {
  const [first] = details
  const target = first?.target ?? targetIn(message)
  const has = (detail: string) => details.some((item) => item.code === detail)
  if (has('ObjectConflict') || /same value for property|conflicting object/i.test(message)) {
    const other = details.find((item) => item.code === 'ConflictingObjects')
    return { is: 'address-taken', target, conflictingObject: other?.target ?? other?.message ?? null }
  }
  if (/domain portion of the userPrincipalName/i.test(message)) return { is: 'domain-not-verified' }
  if (/on-premises mastered|originated within an external service/i.test(message)) return { is: 'mastered-on-premises' }
  // Before 2026 a bad character came as InvalidValue, told only by these words (graph-facts §2.6 d).
  if (has('InvalidCharacter') || /^property \w+ is invalid/i.test(message)) return { is: 'bad-character', target }
  if (/specified password does not comply/i.test(message)) return { is: 'invalid-value', target: 'password' }
  if (has('InvalidValue') || /invalid value|is invalid|read-only/i.test(message)) return { is: 'invalid-value', target }
  // Referring to something just written that is not there yet (graph-facts §3).
  if (/don't exist|not a valid reference update/i.test(message)) return { is: 'not-found' }
  return { is: 'unexpected', status: 400, code, message }
}

/** Where there are no details, as in `Property 'onPremisesSyncEnabled' is read-only`. */
function targetIn(message: string): string | null {
  return /property '?(\w+)'?/i.exec(message)?.[1] ?? null
}

function wait(retryAfterMs: number | null): { retryAfterMs?: number } {
  return retryAfterMs === null ? {} : { retryAfterMs }
}

/** `Retry-After` in seconds, which may be a decimal (graph-facts §1.2), or as a date (RFC 9110 §10.2.3). */
export function retryAfter(headers: Headers | undefined, now: number): number | null {
  const value = headers?.get('retry-after')
  if (value == null || value === '') return null
  const seconds = Number(value)
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds * 1000))
  const date = Date.parse(value)
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}
