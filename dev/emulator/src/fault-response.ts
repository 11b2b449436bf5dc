import type { WrongAnswer } from './faults.ts'
import { GraphRefusal, errorBody, throttledBody } from './graph/graph-refusal.ts'
import { replyHeaders } from './graph/graph.ts'
import { LoginRefusal } from './login/login-error.ts'
import { refusalResponse } from './login/login.ts'
import type { World } from './world.ts'

const codeByStatus: Record<number, string> = {
  400: 'Request_BadRequest',
  401: 'InvalidAuthenticationToken',
  403: 'Authorization_RequestDenied',
  404: 'Request_ResourceNotFound',
  409: 'Directory_ConcurrencyViolation',
}

/** Graph's own where it is known (graph-facts §2.6 l), else a plain sentence: clients may rely on codes only. */
const messageByStatus: Record<number, string> = {
  401: 'Lifetime validation failed, the token is expired.',
  409: 'The operation could not be performed because another operation is in progress on the same object.',
}

/** An answer that was ordered with `failNext`. */
export function faultResponse(
  world: World,
  fault: WrongAnswer,
  ids: { requestId: string; clientRequestId: string },
  isGraph: boolean,
): Response {
  const { status, retryAfterSeconds } = fault
  const seconds = retryAfterSeconds === undefined ? undefined : String(retryAfterSeconds)
  const retryAfterText = fault.retryAfter ?? seconds
  const retryAfter = retryAfterText === undefined ? undefined : { 'Retry-After': retryAfterText }
  const headers = isGraph ? replyHeaders(ids, retryAfter) : { ...retryAfter }
  if (fault.empty) return new Response(null, { status, headers })
  if (fault.html)
    return new Response(`<html><body><h2>Our services aren't available right now</h2></body></html>`, {
      status,
      headers: { ...headers, 'content-type': 'text/html' },
    })
  if (!isGraph) {
    const number = Number(/\d+/.exec(fault.code ?? '')?.[0] ?? 90033)
    const error = status === 401 ? 'invalid_client' : status >= 500 ? 'temporarily_unavailable' : 'invalid_request'
    const refusal = new LoginRefusal(
      number,
      status,
      error,
      fault.message || 'A transient error has occurred. Please try again.',
    )
    const response = refusalResponse(world, refusal, ids.clientRequestId)
    if (retryAfterText !== undefined) response.headers.set('Retry-After', retryAfterText)
    return response
  }
  const message = fault.message ?? messageByStatus[status] ?? ''
  const refusal = new GraphRefusal(status, fault.code ?? codeByStatus[status] ?? 'UnknownError', message)
  const now = world.now()
  const body = status === 429 && fault.code === undefined ? throttledBody(ids, now) : errorBody(refusal, ids, now)
  return new Response(JSON.stringify(body), { status, headers: { ...headers, 'content-type': 'application/json' } })
}
