import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const main = fileURLToPath(new URL('main.ts', import.meta.url))

it('lists every problem of a wrong configuration at once and ends with 78', () => {
  const { status, stderr } = spawnSync(process.execPath, [main], {
    env: {
      PUBLIC_URL: 'http://plumm.example',
      ENCRYPTION_KEYS: 'k1:short',
      PORT: 'many',
      PLUMM_WEBHOOK_SECRETS: 'secret',
    },
    encoding: 'utf8',
  })
  expect(status).toBe(78)
  for (const name of [
    'PORT',
    'PUBLIC_URL',
    'ENCRYPTION_KEYS',
    'ENTRA_CLIENT_ID',
    'ENTRA_CLIENT_SECRET',
    'PLUMM_ISSUER',
    'PLUMM_WEBHOOK_SECRETS',
    'PLUMM_API_URL',
  ]) {
    expect(stderr).toContain(`- ${name === 'ENTRA_CLIENT_SECRET' ? 'Set exactly one of ENTRA_CLIENT_SECRET' : name}`)
  }
  expect(stderr).not.toContain('short')
})
