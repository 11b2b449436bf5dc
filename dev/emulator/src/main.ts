import { readFile } from 'node:fs/promises'
import tls from 'node:tls'
import { parseArgs } from 'node:util'
import { join } from 'node:path'
import { createEmulator } from './emulator.ts'

/** `pnpm emulator`: the emulator alone, over HTTPS, with what one needs to point a client at it. */
const { values } = parseArgs({
  // pnpm hands a lone `--` on to us.
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: {
    port: { type: 'string', default: '8444' },
    'latency-ms': { type: 'string', default: '0' },
    'lag-ms': { type: 'string', default: '0' },
    'lag-seed': { type: 'string' },
    'delta-seed': { type: 'string' },
    'quota-scale': { type: 'string', default: '1' },
    seed: { type: 'string', default: 'full' },
    'consent-delay-ms': { type: 'string', default: '0' },
    'quota-time-scale': { type: 'string', default: '1' },
    'notification-delay-ms': { type: 'string', default: '0' },
    'notification-repeat-rate': { type: 'string', default: '0' },
    'data-file': { type: 'string' },
    'redirect-uri': { type: 'string', multiple: true, default: [] },
  },
})

const folder = join(import.meta.dirname, '../../../.data/emulator')
const origin = `https://localhost:${numberOf('port')}`
const emulator = await createEmulator({
  loginOrigin: origin,
  graphOrigin: origin,
  latencyMs: numberOf('latency-ms'),
  lagMs: numberOf('lag-ms'),
  quotaScale: numberOf('quota-scale'),
  seed: seedNamed(values.seed),
  consentDelay: { ms: numberOf('consent-delay-ms') },
  quotaTimeScale: numberOf('quota-time-scale'),
  ...(values['lag-seed'] !== undefined && { lagSeed: numberOf('lag-seed') }),
  ...(values['delta-seed'] !== undefined && { deltaSeed: numberOf('delta-seed') }),
  notifications: { delayMs: numberOf('notification-delay-ms'), repeatRate: numberOf('notification-repeat-rate') },
  deliverEveryMs: 1000,
  ...(values['data-file'] !== undefined && { dataFile: values['data-file'] }),
})
for (const uri of values['redirect-uri']) emulator.addRedirectUri(uri)
const server = await emulator
  .listen({ port: numberOf('port'), certificateFolder: join(folder, 'certificates') })
  .catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    console.error(`Port ${values.port} is taken. Choose another with --port.`)
    process.exit(1)
  })

// Subscribers on this machine have a certificate of the same authority.
tls.setDefaultCACertificates([...tls.getCACertificates('default'), await readFile(server.caFile, 'utf8')])

console.log(`
  Entra emulator   ${server.origin}/_emulator/
  Sign-in          ${server.origin}/organizations/v2.0
  Graph            ${server.origin}/v1.0
  Trust this CA    NODE_EXTRA_CA_CERTS=${server.caFile}

  Client ID        ${emulator.app.clientId}
  Client secret    ${emulator.app.clientSecret}
  Redirect URIs    ${emulator.app.redirectUris.join(', ') || 'none yet: --redirect-uri https://…'}

${emulator
  .tenants()
  .map((tenant) => {
    const people = tenant.users().map(({ userPrincipalName }) => userPrincipalName)
    return `  ${tenant.name.padEnd(17)}${tenant.id}   ${people.slice(0, 4).join(', ')}`
  })
  .join('\n')}

  No passwords. Ctrl+C stops.
`)

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    void Promise.all([server.close(), emulator.close()]).then(() => process.exit(0))
  })

function seedNamed(name: string): 'full' | 'default' | 'empty' {
  if (name === 'full' || name === 'default' || name === 'empty') return name
  console.error(`--seed is full, default or empty, not “${name}”.`)
  process.exit(64)
}

function numberOf(name: Exclude<keyof typeof values, 'data-file' | 'redirect-uri' | 'seed'>): number {
  const number = Number(values[name])
  if (Number.isFinite(number) && number >= 0) return number
  console.error(`--${name} takes a number of 0 or more, not “${values[name]}”.`)
  process.exit(64)
}
