import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:https'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { ensureCertificate } from '../certificates.ts'
import { type Emulator, type EmulatorOptions, createEmulator } from '../emulator.ts'

export interface ServedEmulator {
  emulator: Emulator
  origin: string
  certificateFolder: string
  close: () => Promise<void>
}

/** The emulator over TLS on a port of its own, trusted by this process: what a client finds that knows nothing of it. */
export async function servedEmulator(options: EmulatorOptions = {}): Promise<ServedEmulator> {
  const certificateFolder = await mkdtemp(join(tmpdir(), 'emulator-served-'))
  const { cert, key, ca } = await ensureCertificate(certificateFolder)
  setDefaultCACertificates([...getCACertificates(), ca])
  // Its address is part of what it says, so the port has to be known first.
  const probe = createServer({ cert, key })
  probe.listen(0, 'localhost')
  await once(probe, 'listening')
  const address = probe.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await new Promise<void>((done) => probe.close(() => done()))
  const origin = `https://localhost:${port}`
  const emulator = await createEmulator({ loginOrigin: origin, graphOrigin: origin, ...options })
  const server = await emulator.listen({ port, certificateFolder })
  return {
    emulator,
    origin,
    certificateFolder,
    async close() {
      await server.close()
      await emulator.close()
      await rm(certificateFolder, { recursive: true })
    },
  }
}
