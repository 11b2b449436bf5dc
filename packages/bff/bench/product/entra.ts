import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { BenchClock, EntraCall, EntraFigures, EntraOpened, EntraReply } from './entra-messages.ts'

/** Entra in another process, and how to reach it. */
export interface BenchEntra extends EntraOpened {
  fetch: (request: Request) => Promise<Response>
  idToken: (nonce: string) => Promise<string>
  /** Object ids of the people from one number up to another. */
  accounts: (from: number, to: number) => Promise<string[]>
  /** What has come in since the last time this was asked. */
  figures: () => Promise<EntraFigures>
  close: () => void
}

export async function openEntra(options: {
  latencyMs: number
  clock: BenchClock
  people: number
}): Promise<BenchEntra> {
  const child = fork(fileURLToPath(new URL('entra-process.ts', import.meta.url)), { serialization: 'advanced' })
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  let ids = 0
  child.on('message', ({ id, value, error }: { id: number; value: never; error?: string }) => {
    const call = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) call?.resolve(value)
    else call?.reject(new TypeError(error))
  })
  const ask = <T>(call: EntraCall) =>
    new Promise<T>((resolve, reject) => {
      ids += 1
      waiting.set(ids, { resolve, reject })
      child.send({ id: ids, call })
    })
  const opened = await ask<EntraOpened>({ is: 'open', ...options })
  return {
    ...opened,
    async fetch(request) {
      const body = request.method === 'GET' ? null : await request.text()
      const { method, url, headers } = request
      const reply = await ask<EntraReply>({ is: 'fetch', url, method, headers: [...headers], body })
      const hasBody = reply.status !== 204 && reply.status !== 304
      return new Response(hasBody ? reply.body : null, { status: reply.status, headers: reply.headers })
    },
    idToken: (nonce) => ask({ is: 'idToken', nonce }),
    accounts: (from, to) => ask({ is: 'accounts', from, to }),
    figures: () => ask({ is: 'figures' }),
    close: () => child.disconnect(),
  }
}
