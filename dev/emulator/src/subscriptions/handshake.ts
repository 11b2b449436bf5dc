import { randomUUID } from 'node:crypto'
import { GraphRefusal } from '../graph/graph-refusal.ts'

const ANSWER_MS = 10_000

export interface Outgoing {
  fetch: typeof globalThis.fetch
  /** ms since 1970; also measures how long an endpoint takes. */
  now: () => number
}

/**
 * Asks whether whoever listens at a URL wants notifications: POST with `?validationToken`, to be answered within 10 s by
 * 200, text/plain, and the token itself (graph-facts §5.2).
 *
 * @throws GraphRefusal 400 when it does not
 */
export async function shakeHands({ fetch, now }: Outgoing, notificationUrl: string): Promise<void> {
  // Blanks and colons, as in Graph's own, so that whoever echoes it undecoded is found out.
  const token = `Validation: Testing client application reachability for subscription Request-Id: ${randomUUID()}`
  const url = new URL(notificationUrl)
  url.searchParams.set('validationToken', token)
  const began = now()
  const signal = AbortSignal.timeout(ANSWER_MS)
  let answer: { isRight: boolean }
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      redirect: 'manual',
      signal,
    })
    const isPlain = response.headers.get('content-type')?.toLowerCase().startsWith('text/plain') ?? false
    const text = await response.text()
    answer = { isRight: response.status === 200 && isPlain && text === token }
  } catch {
    answer = { isRight: false }
  }
  if (signal.aborted || now() - began > ANSWER_MS)
    throw new GraphRefusal(400, 'ValidationError', 'Subscription validation request timed out.')
  if (!answer.isRight)
    throw new GraphRefusal(
      400,
      'InvalidRequest',
      'Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request.',
    )
}
