import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SignJWT, exportJWK, generateKeyPair } from 'jose'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { databaseKinds } from '../databases.ts'
import { ana, tom } from '../people.ts'
import { World } from '../world.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const certificateFile = fileURLToPath(new URL('../certificate.pem', import.meta.url))
const ISSUER = 'https://platform.example'

describe.each(databaseKinds)('what proves us to Microsoft, on %s', (kind) => {
  let world: World
  const start = async (settings: Record<string, string>) => {
    world = await World.create(kind, settings)
    world.directory.northwind.set('tom', tom)
  }
  const credential = async () => {
    const connection = await world.connection()
    return 'credential' in connection ? connection.credential : undefined
  }
  const gauge = async () => {
    const text = await (await world.app.request('https://bff.plumm.test/metrics')).text()
    return /^plumm_entra_credential_expires_timestamp_seconds\{kind="(\w+)"\} (\S+)$/m.exec(text)?.slice(1)
  }
  const connectionIs = (state: string) =>
    world.advanceUntil(async () => {
      const connection = await world.connection()
      return connection.state === state ? connection : null
    })
  afterEach(() => world.close())

  it('a secret: warned of ten days before its end, in the panel and the metrics; past it, work waits for the next', async () => {
    const endsAt = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS + 10 * DAY_MS)
    await start({ ENTRA_CLIENT_SECRET: 'ours', ENTRA_CLIENT_SECRET_EXPIRES: endsAt.toISOString().slice(0, 10) })
    world.emulator.registration.addSecret({ secretText: 'ours', expiresAt: endsAt.getTime() })
    await world.connect()
    expect(await credential()).toEqual({ kind: 'secret', expiresAt: endsAt.toISOString(), warning: 'ends-soon' })
    expect(await gauge()).toEqual(['secret', String(endsAt.getTime() / 1000)])

    await world.sleep(11 * DAY_MS)
    expect(await connectionIs('attention')).toMatchObject({
      attention: { reason: 'secret-expired', actor: 'it' },
      credential: { warning: 'ended' },
    })
    await world.save(ana)
    expect((await world.status('ana')).status).toBe('pending')
  })

  it('a secret of which nobody said when it ends: nothing is warned of, and nothing is made up', async () => {
    await start({})
    await world.connect()
    expect(await credential()).toEqual({ kind: 'secret', expiresAt: null, warning: null })
    expect(await gauge()).toBeUndefined()
  })

  it('a certificate says itself when it ends', async () => {
    await start({ ENTRA_CLIENT_SECRET: '', ENTRA_CLIENT_CERTIFICATE_FILE: certificateFile })
    world.emulator.registration.addCertificate(readFileSync(certificateFile, 'utf8'))
    await world.connect()
    await world.save(ana)
    await world.untilStatus('ana', 'synced')
    expect(await credential()).toEqual({ kind: 'certificate', expiresAt: '2126-10-31T03:04:30.000Z', warning: null })
    expect((await gauge())?.[0]).toBe('certificate')
  })

  it('a platform’s token: its next one is used by itself, and one that nobody replaced is said', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plumm-token-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'token')
    const { publicKey, privateKey } = await generateKeyPair('RS256')
    const renew = async (at: number) => {
      const token = await new SignJWT({})
        .setProtectedHeader({ alg: 'RS256', kid: 'platform' })
        .setIssuer(ISSUER)
        .setSubject('bff')
        .setAudience('api://AzureADTokenExchange')
        .setNotBefore(new Date(at - 60_000))
        .setExpirationTime(new Date(at + 2 * HOUR_MS))
        .sign(privateKey)
      writeFileSync(file, token)
    }
    await renew(Date.now())
    await start({ ENTRA_CLIENT_SECRET: '', ENTRA_FEDERATED_TOKEN_FILE: file })
    const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'platform', alg: 'RS256', use: 'sig' }] }
    world.emulator.registration.addFederatedCredential({ name: 'ours', issuer: ISSUER, subject: 'bff', jwks })
    await world.connect()
    expect(await credential()).toMatchObject({ kind: 'federated', warning: null })

    await world.sleep(1.5 * HOUR_MS)
    await renew(world.clock.now())
    await world.sleep(1.5 * HOUR_MS)
    await world.save(ana)
    await world.untilStatus('ana', 'synced')
    expect(await credential()).toMatchObject({ warning: null })

    await world.sleep(HOUR_MS)
    expect(await credential()).toMatchObject({ warning: 'ended' })
    await connectionIs('attention')
    await renew(world.clock.now())
    expect(await connectionIs('active')).toMatchObject({ credential: { warning: null } })
  })
})
