import { once } from 'node:events'
import { type RequestListener, createServer } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { afterEach, describe, expect, it } from 'vitest'
import { ensureCertificate } from '@plumm/entra-emulator'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Interceptor, startGateway } from './gateway.ts'
import { PortTaken, freePort } from './loopback.ts'

const undo: (() => unknown)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step()
})

async function start(bff: RequestListener, interceptor?: Interceptor) {
  const folder = await mkdtemp(join(tmpdir(), 'plumm-gateway-'))
  undo.push(() => rm(folder, { recursive: true }))
  const certificate = await ensureCertificate(folder)
  const bffPort = await freePort()
  const bffServer = createServer(bff).listen(bffPort, '127.0.0.1')
  await once(bffServer, 'listening')
  undo.push(() => bffServer.close())
  const port = await freePort()
  const options = {
    port,
    certificate,
    bffPort,
    emulator: { handles: (path: string) => path.startsWith('/v1.0/'), fetch: () => new Response('graph') },
    plumm: () => new Response('plumm'),
    interceptor,
  }
  const gateway = await startGateway(options)
  undo.push(gateway.stop)
  const get = async (path: string) => {
    const request = httpsRequest({ host: 'localhost', port, path, ca: certificate.ca }).end()
    const [response] = await once(request, 'response')
    return response
  }
  return { get, options }
}

async function textOf(response: AsyncIterable<Buffer>): Promise<string> {
  let text = ''
  for await (const chunk of response) text += String(chunk)
  return text
}

describe('the gateway', () => {
  it('tells Plumm, Microsoft and the BFF apart by path', async () => {
    const { get } = await start((request, response) => response.end(`bff ${request.url}`))
    expect(await textOf(await get('/people'))).toBe('plumm')
    expect(await textOf(await get('/v1.0/users'))).toBe('graph')
    expect(await textOf(await get('/api/connection?x=1'))).toBe('bff /api/connection?x=1')
  })

  it('says to the BFF under which address it was asked', async () => {
    const { get } = await start((request, response) => response.end(request.headers['x-forwarded-proto']))
    expect(await textOf(await get('/connect/consent'))).toBe('https')
  })

  it('lets the first event of a stream through while the stream stays open', async () => {
    const { get } = await start((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('event: status\n\n')
    })
    const response = await get('/api/stream')
    const [first] = await once(response, 'data')
    expect(String(first)).toBe('event: status\n\n')
    response.destroy()
  })

  it('answers 502 while the BFF is away', async () => {
    const { get } = await start((request) => request.socket.destroy())
    expect((await get('/api/connection')).statusCode).toBe(502)
  })

  it('says in a sentence that the port is taken', async () => {
    const { options } = await start((_, response) => response.end())
    await expect(startGateway(options)).rejects.toThrow(PortTaken)
    await expect(startGateway(options)).rejects.toThrow(/already in use/)
  })
})
