import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { request } from 'node:https'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { ensureCertificate } from './certificates.ts'
import { createEmulator } from './emulator.ts'

const undo: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step()
})

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'emulator-'))
  undo.push(() => rm(folder, { recursive: true }))
  return folder
}

describe('the local certificate', () => {
  it('is made once, and again when a name is missing', async () => {
    const folder = await temporaryFolder()
    const first = await ensureCertificate(folder)
    expect(await ensureCertificate(folder)).toEqual(first)
    const wider = await ensureCertificate(folder, ['localhost', 'entra.test'])
    expect(wider.cert).not.toBe(first.cert)
    expect(await readFile(wider.caFile, 'utf8')).toBe(wider.ca)
  })

  it('lets a client that trusts its authority in, and shows a lost reply as a broken connection', async () => {
    const certificateFolder = await temporaryFolder()
    const { ca } = await ensureCertificate(certificateFolder)
    const emulator = await createEmulator()
    const server = await emulator.listen({ port: 0, certificateFolder })
    undo.push(server.close)
    const url = `${server.origin}/common/v2.0/.well-known/openid-configuration`
    const [response] = await once(request(url, { ca }).end(), 'response')
    expect(response.statusCode).toBe(200)
    response.resume()
    emulator.loseReplyOfNext('GET /{tenant}/v2.0/.well-known/openid-configuration')
    await expect(once(request(url, { ca }).end(), 'response')).rejects.toThrow('socket hang up')
  })
})
