import { once } from 'node:events'
import { faultResponse } from './fault-response.ts'
import { type Fault, faultWords } from './faults.ts'
import type { World } from './world.ts'

/** What a call came to. */
export interface Served {
  response: Response
  tenantId: string | undefined
  appId?: string
  resourceUnits?: number
}

export interface Played extends Served {
  /** The interference, in words, for the log. */
  fault?: string
  /** There is no answer at all. */
  ending?: 'reset' | 'hang'
}

/** Carries a call out, or lets a fault have its way with it. */
export async function playFault(
  world: World,
  fault: Fault | undefined,
  call: { ids: { requestId: string; clientRequestId: string }; isGraph: boolean; serve: () => Promise<Served> },
): Promise<Played> {
  const { ids, isGraph, serve } = call
  if (!fault) return await serve()
  const words = { fault: faultWords(fault).replace(/:$/, '') }
  if (!('broken' in fault)) {
    const response = faultResponse(world, fault, ids, isGraph)
    return fault.afterwards ? { ...(await serve()), ...words, response } : { response, tenantId: undefined, ...words }
  }
  if (fault.broken !== 'truncated')
    return { response: Response.error(), tenantId: undefined, ending: fault.broken, ...words }
  const served = await serve()
  const { status, headers } = served.response
  const text = await served.response.text()
  const response = new Response(text === '' ? null : text.slice(0, Math.ceil(text.length / 2)), { status, headers })
  return { ...served, ...words, response }
}

/** A connection that broke: what undici's fetch rejects with. */
export function connectionLost(): TypeError {
  const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
  return new TypeError('fetch failed', { cause })
}

/** Never answers: rejects as soon as the client gives up. */
export async function hangUntilAborted(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort')
  throw signal.reason
}
