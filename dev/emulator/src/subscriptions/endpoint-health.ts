const MINUTE_MS = 60_000
/** Answers are judged over it, and a verdict lasts as long (graph-facts §5.2). */
const WINDOW_MS = 10 * MINUTE_MS
/** A first attempt must be answered within 3 s, a later one within 10 s (graph-facts §5.2). */
export const FIRST_ANSWER_MS = 3000
export const LATER_ANSWER_MS = 10_000
const SLOW_SHARE = 0.1
const DROP_SHARE = 0.15
/** Fewer answers say nothing yet: a belief. */
const ANSWERS_MIN = 5

/** How Graph treats an endpoint: as it should, with ten minutes' delay, or not at all for ten minutes. */
export type EndpointState = 'ok' | 'slow' | 'drop'

/** Keeps track of how long one notification URL takes to answer. */
export interface EndpointHealth {
  state: (now: number) => EndpointState
  /** @param tookMs as long as the limit or longer when there was no answer in time */
  answered: (now: number, tookMs: number) => void
}

/**
 * "slow" once more than 10 % of answers in 10 minutes take longer than 3 s, "drop" once more than 15 % take longer than
 * 10 s (https://learn.microsoft.com/graph/change-notifications-delivery-webhooks).
 */
export function createEndpointHealth(): EndpointHealth {
  let answers: { at: number; tookMs: number }[] = []
  let verdict: EndpointState = 'ok'
  let until = 0

  function judge(): EndpointState {
    if (answers.length < ANSWERS_MIN) return 'ok'
    const share = (limitMs: number) => answers.filter(({ tookMs }) => tookMs >= limitMs).length / answers.length
    return share(LATER_ANSWER_MS) > DROP_SHARE ? 'drop' : share(FIRST_ANSWER_MS) > SLOW_SHARE ? 'slow' : 'ok'
  }

  return {
    state(now) {
      if (now < until) return verdict
      // After the ten minutes a few are sent again, and judged by themselves.
      if (verdict !== 'ok') answers = []
      verdict = 'ok'
      return verdict
    },
    answered(now, tookMs) {
      answers = answers.filter(({ at }) => at > now - WINDOW_MS)
      answers.push({ at: now, tookMs })
      const next = judge()
      if (next === 'ok' || (now < until && next === verdict)) return
      verdict = next
      until = now + WINDOW_MS
    },
  }
}
