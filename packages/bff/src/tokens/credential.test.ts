import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { UnsecuredJWT } from 'jose'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Secret } from '../secret.ts'
import {
  type CredentialLook,
  credentialWarning,
  describeCredential,
  lookAtCredential,
  toCredentialInUse,
} from './credential.ts'

const NOW = new Date('2026-11-24T09:00:00Z')
const DAY_MS = 86_400_000
const inDays = (days: number) => new Date(NOW.getTime() + days * DAY_MS)
const certificateFile = fileURLToPath(new URL('../../test/certificate.pem', import.meta.url))
const look = (kind: CredentialLook['kind'], expiresAt: Date | null): CredentialLook => ({
  kind,
  expiresAt,
  problem: null,
})

/** A file as the platform keeps it; what it holds can be replaced. */
function tokenFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumm-token-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'token'), text)
  return join(folder, 'token')
}
/** What the doctor says, whether it calls it wrong or not. */
function said(seen: CredentialLook): string {
  try {
    return describeCredential(seen, NOW)
  } catch (error) {
    return error instanceof Error ? `wrong: ${error.message}` : ''
  }
}
const tokenUntil = (at: Date) => new UnsecuredJWT({}).setExpirationTime(at).encode()

describe('when a credential ends', () => {
  it('is told by the certificate itself', () => {
    const pem = new Secret(readFileSync(certificateFile, 'utf8'))
    expect(lookAtCredential({ kind: 'certificate', pem })).toEqual(
      look('certificate', new Date('2126-10-31T03:04:30Z')),
    )
  })

  it('is told by the token that the platform has put there last', () => {
    const file = tokenFile(tokenUntil(inDays(1)))
    expect(lookAtCredential({ kind: 'federated', tokenFile: file }).expiresAt).toEqual(inDays(1))
    writeFileSync(file, `${tokenUntil(inDays(2))}\n`)
    expect(lookAtCredential({ kind: 'federated', tokenFile: file }).expiresAt).toEqual(inDays(2))
  })

  it('is told by the operator for a secret, or by nobody', () => {
    const secret = new Secret('s')
    expect(lookAtCredential({ kind: 'secret', secret, expiresAt: inDays(9) })).toEqual(look('secret', inDays(9)))
    expect(lookAtCredential({ kind: 'secret', secret })).toEqual(look('secret', null))
  })

  it.each([
    ['is no token', () => tokenFile('something else')],
    ['is gone', () => '/nowhere/token'],
  ])('cannot be told where the file %s', (_, file) => {
    const seen = lookAtCredential({ kind: 'federated', tokenFile: file() })
    expect(seen).toMatchObject({ expiresAt: null, problem: expect.stringMatching(/holds no token that can be read$/) })
    expect(() => describeCredential(seen, NOW)).toThrow(/^federated token: .*no token/)
  })
})

describe('what there is to say', () => {
  it.each<[CredentialLook['kind'], number | null, ReturnType<typeof credentialWarning>, string]>([
    ['certificate', 31, null, 'certificate, ends 2026-12-25T09:00:00Z'],
    ['certificate', 30, 'ends-soon', 'certificate, ends 2026-12-24T09:00:00Z: replace it before then'],
    ['certificate', 0, 'ended', 'wrong: certificate ended 2026-11-24T09:00:00Z; make a new one'],
    ['secret', 400, null, 'client secret, ends 2027-12-29T09:00:00Z'],
    ['secret', 1, 'ends-soon', 'client secret, ends 2026-11-25T09:00:00Z: replace it before then'],
    ['secret', -1, 'ended', 'wrong: client secret ended 2026-11-23T09:00:00Z'],
    ['secret', null, null, 'client secret; when it ends cannot be told (set ENTRA_CLIENT_SECRET_EXPIRES'],
    ['federated', 0.01, null, 'federated token, renewed by the platform before 2026-11-24T09:14:24Z'],
    [
      'federated',
      -0.01,
      'ended',
      'wrong: federated token ended 2026-11-24T08:45:36Z; the platform has not replaced the file',
    ],
    ['federated', null, null, 'federated token, which does not say when it ends'],
  ])('of a %s that ends in %s days: %s', (kind, days, warning, words) => {
    const seen = look(kind, days === null ? null : inDays(days))
    expect(credentialWarning(seen, NOW)).toBe(warning)
    expect(said(seen)).toContain(words)
  })

  it('names a day as a day', () => {
    expect(describeCredential(look('secret', new Date('2027-03-12T00:00:00Z')), NOW)).toBe(
      'client secret, ends 2027-03-12',
    )
  })

  it('tells the panel the kind and the day, and nothing else', () => {
    expect(toCredentialInUse(look('secret', inDays(9)), NOW)).toEqual({
      kind: 'secret',
      expiresAt: '2026-12-03T09:00:00.000Z',
      warning: 'ends-soon',
    })
  })
})
