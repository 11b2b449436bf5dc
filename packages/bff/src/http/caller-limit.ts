import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { HttpProblem } from './problem.ts'
import type { Session } from './session.ts'

const MINUTE_SECONDS = 60
/** What one call of the costly kind counts for: it reads everything, or makes everything be read. */
const COSTLY_POINTS = 50

export type CallerLimit = (session: Pick<Session, 'companyId' | 'userId'>, call: { isCostly: boolean }) => Promise<void>

/**
 * How much one person of one company may ask of one replica in a minute, so that a page gone wild slows only itself.
 * Counted for each replica by itself: it protects that process, and is no quota.
 * @throws HttpProblem 429 with `Retry-After`
 */
export function createCallerLimit(options: { perMinute: number }): CallerLimit {
  const limiter = new RateLimiterMemory({ points: options.perMinute, duration: MINUTE_SECONDS })
  return async ({ companyId, userId }, { isCostly }) => {
    try {
      await limiter.consume(JSON.stringify([companyId, userId]), isCostly ? COSTLY_POINTS : 1)
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      throw new HttpProblem(429, 'too-many-requests', {
        detail: 'This page asked for more than fits into a minute. It may go on shortly; nothing was changed.',
        actor: 'nobody',
        retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)),
      })
    }
  }
}
