import type { Emulator } from '@plumm/entra-emulator'
import { type Config, readConfig } from '../src/config.ts'

export const BFF = 'https://bff.plumm.test'
export const PLUMM = 'https://plumm.test'
export const WEBHOOK_SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes, ok?').toString('base64')}`
export const ENCRYPTION_KEY = Buffer.alloc(32, 7).toString('base64')
export const DIRECTORY_TOKEN = 'directory-token'

/** The BFF's settings in a test; `settings` are what differs, by their names in the environment. */
export function configFor(
  emulator: { app: Pick<Emulator['app'], 'clientId' | 'clientSecret'> },
  settings: Record<string, string> = {},
): Config {
  const read = readConfig({
    PORT: '8787',
    PUBLIC_URL: BFF,
    ENCRYPTION_KEYS: `k1:${ENCRYPTION_KEY}`,
    ENTRA_CLIENT_ID: emulator.app.clientId,
    ENTRA_CLIENT_SECRET: emulator.app.clientSecret,
    PLUMM_ISSUER: PLUMM,
    PLUMM_JWKS_URL: `${PLUMM}/jwks`,
    PLUMM_WEBHOOK_SECRETS: WEBHOOK_SECRET,
    PLUMM_API_URL: `${PLUMM}/api`,
    PLUMM_API_TOKEN: DIRECTORY_TOKEN,
    ALLOWED_ORIGINS: PLUMM,
    DRIFT_INTERVAL_SECONDS: '60',
    LOG_LEVEL: 'silent',
    ...settings,
  })
  if (!read.ok) throw new Error(read.problems.join('\n'))
  return read.config
}
