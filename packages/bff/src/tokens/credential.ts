import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { decodeJwt } from 'jose'
import type { CredentialInUse } from '@plumm/entra-shared'
import type { Credential } from '../config.ts'

/** How early somebody is told that a certificate or a secret ends. */
const WARN_BEFORE_MS = 30 * 86_400_000

/** What proves us to Entra, and until when. `problem`: why that cannot be told, or cannot be used. */
export interface CredentialLook {
  kind: Credential['kind']
  expiresAt: Date | null
  problem: string | null
}

/** Looks at the credential in use; a federated token's file is read anew, because the platform replaces it. */
export function lookAtCredential(credential: Credential): CredentialLook {
  const { kind } = credential
  switch (kind) {
    case 'secret':
      return { kind, expiresAt: credential.expiresAt ?? null, problem: null }
    case 'certificate':
      return { kind, expiresAt: new X509Certificate(credential.pem.reveal()).validToDate, problem: null }
    case 'federated':
      return { kind, ...lookAtToken(credential.tokenFile) }
  }
}

function lookAtToken(file: string): Pick<CredentialLook, 'expiresAt' | 'problem'> {
  try {
    const { exp } = decodeJwt(readFileSync(file, 'utf8').trim())
    return { expiresAt: exp === undefined ? null : new Date(exp * 1000), problem: null }
  } catch {
    return { expiresAt: null, problem: `${file} holds no token that can be read` }
  }
}

/**
 * What there is to say about it now. A federated token lives for an hour or a day and is replaced by the platform: that
 * it ends soon is how it should be, that it has ended means that nobody replaced it. Pure.
 */
export function credentialWarning({ kind, expiresAt }: CredentialLook, now: Date): CredentialInUse['warning'] {
  if (expiresAt === null) return null
  if (expiresAt <= now) return 'ended'
  const endsSoon = expiresAt.getTime() - now.getTime() <= WARN_BEFORE_MS
  return endsSoon && kind !== 'federated' ? 'ends-soon' : null
}

/** As the panel is told of it. */
export function toCredentialInUse(look: CredentialLook, now: Date): CredentialInUse {
  const { kind, expiresAt } = look
  return { kind, expiresAt: expiresAt?.toISOString() ?? null, warning: credentialWarning(look, now) }
}

const names = {
  secret: 'client secret',
  certificate: 'certificate',
  federated: 'federated token',
} as const satisfies Record<Credential['kind'], string>

/** The doctor's line. @throws Error with the sentence, where the credential cannot be used any more */
export function describeCredential(look: CredentialLook, now: Date): string {
  const name = names[look.kind]
  if (look.problem !== null) throw new Error(`${name}: ${look.problem}`)
  if (look.expiresAt === null) {
    return look.kind === 'secret'
      ? `${name}; when it ends cannot be told (set ENTRA_CLIENT_SECRET_EXPIRES to be warned in time)`
      : `${name}, which does not say when it ends`
  }
  const day = look.expiresAt
    .toISOString()
    .replace(/T00:00:00\.000Z$/, '')
    .replace('.000Z', 'Z')
  switch (credentialWarning(look, now)) {
    case 'ended':
      throw new Error(
        look.kind === 'federated'
          ? `${name} ended ${day}; the platform has not replaced the file`
          : `${name} ended ${day}; make a new one and put it into the configuration`,
      )
    case 'ends-soon':
      return `${name}, ends ${day}: replace it before then`
    case null:
      return look.kind === 'federated' ? `${name}, renewed by the platform before ${day}` : `${name}, ends ${day}`
  }
}
