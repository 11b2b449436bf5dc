import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { createSigningKey } from './plumm/session-tokens.ts'

const Secrets = z.object({
  /** `ENCRYPTION_KEYS` of the BFF: `id:base64`. */
  encryptionKeys: z.string(),
  /** Signs Plumm's events, `whsec_…`. */
  webhookSecret: z.string(),
  /** What the BFF shows when it reads Plumm's directory. */
  directoryToken: z.string(),
  /** Plumm's private key for session tokens. */
  signingKey: z.looseObject({ kty: z.string(), kid: z.string().exactOptional(), d: z.string() }),
})
export type Secrets = z.output<typeof Secrets>

/** Secrets of this machine's demo, made once and kept beside its data: a restart must read what it wrote before. */
export async function ensureSecrets(file: string): Promise<Secrets> {
  if (existsSync(file)) return Secrets.parse(JSON.parse(await readFile(file, 'utf8')))
  const secrets = Secrets.parse({
    encryptionKeys: `demo:${randomBytes(32).toString('base64')}`,
    webhookSecret: `whsec_${randomBytes(32).toString('base64')}`,
    directoryToken: randomBytes(32).toString('base64url'),
    signingKey: await createSigningKey(),
  })
  await writeFile(file, JSON.stringify(secrets, null, 2), { mode: 0o600 })
  return secrets
}
