import { once } from 'node:events'
import { type Server, createServer } from 'node:net'

/** Why a port cannot be had, in a sentence for the person who started us. */
export class PortTaken extends Error {
  constructor(port: number) {
    super(`Port ${port} is already in use. Stop what is running there, or choose another one: --port ${port + 1}`)
    this.name = 'PortTaken'
  }
}

/** A port nobody listens on. Somebody may still take it before we do: then the caller's own listen says so. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const port = portOf(server)
  server.close()
  await once(server, 'close')
  return port
}

/** Listens on `localhost`, which a browser may resolve to either family; IPv6 is left out where a machine has none. */
export async function listenOnLoopback(create: () => Server, port: number): Promise<Server[]> {
  const ipv4 = create()
  await listen(ipv4, port, '127.0.0.1')
  const ipv6 = create()
  try {
    await listen(ipv6, port, '::1')
    return [ipv4, ipv6]
  } catch (error) {
    if (error instanceof PortTaken) {
      ipv4.close()
      throw error
    }
    return [ipv4]
  }
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') throw new PortTaken(port)
    throw error
  }
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A TCP server has an address with a port.')
  return address.port
}
