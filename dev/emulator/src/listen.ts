import { createServer } from 'node:https'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { ensureCertificate } from './certificates.ts'

export interface ListenOptions {
  /** 0 picks a free one. */
  port: number
  /** Default localhost. */
  host?: string
  /** Where the certificate is kept; a folder of the system's temporary files when left out. */
  certificateFolder?: string
}

export interface Listening {
  origin: string
  /** The authority that clients must trust. */
  caFile: string
  close: () => Promise<void>
}

/** Serves over TLS: MSAL refuses http authorities, and the Graph client sends no token there (graph-facts §8.1, §8.8). */
export async function listen(
  fetch: (request: Request) => Promise<Response>,
  { port, host = 'localhost', certificateFolder = join(tmpdir(), 'entra-emulator-certificates') }: ListenOptions,
): Promise<Listening> {
  const { key, cert, caFile } = await ensureCertificate(certificateFolder)
  const answer = getRequestListener(
    async (request, { incoming }) => {
      try {
        return await fetch(request)
      } catch (error) {
        // A reply that is lost on purpose: the client sees its connection break. Or it has hung up itself.
        const isLost = error instanceof TypeError && error.message === 'fetch failed'
        if (!isLost && !request.signal.aborted) throw error
        incoming.socket.destroy()
        return new Response(null, { status: 502 })
      }
    },
    { overrideGlobalObjects: false },
  )
  const server = createServer({ key, cert }, (incoming, outgoing) => void answer(incoming, outgoing))
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  const bound = typeof address === 'object' && address !== null ? address.port : port
  return {
    origin: `https://${host}:${bound}`,
    caFile,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
