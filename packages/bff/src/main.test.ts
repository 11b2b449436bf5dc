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

/** The doctor in a process of its own; nothing that it asks for is there. */
function doctor(credential: Record<string, string>, ...rest: string[]) {
  const nowhere = 'https://127.0.0.1:1'
  return spawnSync(process.execPath, [main, 'doctor', ...rest], {
    env: {
      PUBLIC_URL: 'https://entra.plumm.example',
      ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
      ENTRA_CLIENT_ID: 'our-app',
      ENTRA_AUTHORITY: nowhere,
      GRAPH_URL: nowhere,
      PLUMM_ISSUER: nowhere,
      PLUMM_JWKS_URL: nowhere,
      PLUMM_WEBHOOK_SECRETS: `whsec_${Buffer.alloc(32, 2).toString('base64')}`,
      PLUMM_API_URL: nowhere,
      PLUMM_API_TOKEN: 'api-token',
      DATABASE_URL: 'postgres://127.0.0.1:1/none',
      ...credential,
    },
    encoding: 'utf8',
  })
}

it('tells which credential is in use and when it ends, and what could not be tried', () => {
  const certificate = fileURLToPath(new URL('../test/certificate.pem', import.meta.url))
  const { stdout } = doctor({ ENTRA_CLIENT_CERTIFICATE_FILE: certificate })
  expect(stdout).toContain('ok    credential: certificate, ends 2126-10-31T03:04:30Z; for the app our-app\n')
  expect(stdout).toMatch(/^- {5}app-only token: not tried/m)
})

it('calls a credential that has ended wrong, and tries the one there is in a tenant that is named', () => {
  const ended = { ENTRA_CLIENT_SECRET: 'sesame', ENTRA_CLIENT_SECRET_EXPIRES: '2026-01-31' }
  const { status, stdout } = doctor(ended, 'c0a7050a-1111-4c0a-8c0a-000000000001')
  expect(status).toBe(1)
  expect(stdout).toContain('wrong credential: client secret ended 2026-01-31; make a new one')
  expect(stdout).toMatch(/^wrong app-only token: c0a7050a-1111-4c0a-8c0a-000000000001 gives none \(unavailable\)/m)
  expect(stdout).not.toContain('sesame')
})
