import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import tls from 'node:tls'
import { type Emulator, createEmulator, ensureCertificate } from '@plumm/entra-emulator'
import { startBff } from './bff-process.ts'
import { buildPages } from './build-pages.ts'
import { claimFolder } from './folder-claim.ts'
import { type Interceptor, startGateway } from './gateway.ts'
import { freePort } from './loopback.ts'
import { companies } from './plumm/companies.ts'
import { createEventSender } from './plumm/event-sender.ts'
import { type PeopleStore, openPeopleStore } from './plumm/people-store.ts'
import { createPlummServer } from './plumm/server.ts'
import { createSessionTokens } from './plumm/session-tokens.ts'
import { type Secrets, ensureSecrets } from './secrets.ts'
import { seedEntra } from './seed/entra.ts'
import { seedPeople } from './seed/people.ts'

export interface DemoOptions {
  port: number
  /** Everything that outlives a restart. */
  folder: string
  /** PostgreSQL for the BFF; without it PGlite in `folder`. */
  databaseUrl?: string | undefined
  /** Northwind's people in a fresh folder; 40 when left out. */
  people?: number | undefined
  /** Stops what has been started so far. */
  signal?: AbortSignal | undefined
  /** Breaks the product on purpose, to see that the tour notices. Gets the BFF's own address. */
  sabotage?: ((bffUrl: string) => Interceptor) | undefined
}

export interface Demo {
  /** The one address a person opens. */
  url: string
  emulator: Emulator
  people: PeopleStore
  /** Rejects when the BFF ends unasked. */
  ended: Promise<never>
  stop: () => Promise<void>
}

/**
 * Starts the whole product with its scenery on one origin: Entra and Graph, the BFF, the stand-in Plumm.
 *
 * @throws FolderTaken, PortTaken, BffEnded
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const stopping = new AbortController()
  const undo: (() => unknown)[] = []
  const stop = async () => {
    stopping.abort()
    for (const step of undo.splice(0).toReversed()) await step()
  }
  const stopEarly = () => void stop()
  options.signal?.addEventListener('abort', stopEarly)
  try {
    const parts = await startParts(options, undo, stopping.signal)
    return { ...parts, stop }
  } catch (error) {
    await stop()
    throw error
  } finally {
    options.signal?.removeEventListener('abort', stopEarly)
  }
}

/** Starts one part after the other, and leaves in `undo` how each is stopped. */
async function startParts(options: DemoOptions, undo: (() => unknown)[], stopping: AbortSignal) {
  const { port, folder } = options
  const url = `https://localhost:${port}`
  await mkdir(folder, { recursive: true })
  undo.push(await claimFolder(folder))
  const certificate = await ensureCertificate(join(folder, 'certificates'))
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), certificate.ca])
  const secrets = await ensureSecrets(join(folder, 'secrets.json'))

  const entraFile = join(folder, 'entra.json')
  const isEntraNew = !existsSync(entraFile)
  const origins = { loginOrigin: url, graphOrigin: url }
  const emulator = await createEmulator({ ...origins, dataFile: entraFile, deliverEveryMs: 1000 })
  undo.push(() => emulator.close())
  emulator.addRedirectUri(`${url}/redirect-bridge.html`)
  emulator.addRedirectUri(`${url}/connect/consent`)
  emulator.addRedirectUri(`${url}/connect/sign-in`)
  let tellBff = (_companyId: string) => {}
  const people = await openPeopleStore({
    file: join(folder, 'plumm.json'),
    seed: () => seedPeople({ now: new Date(), ...(options.people === undefined ? {} : { people: options.people }) }),
    now: () => new Date(),
    onChange: (companyId) => tellBff(companyId),
  })
  undo.push(() => people.flush())
  if (isEntraNew) seedEntra(emulator, people.list('northwind'))

  const tokens = await createSessionTokens(`${url}/plumm`, secrets.signingKey)
  const plummServer = createPlummServer({ people, tokens, directoryToken: secrets.directoryToken })
  const bffPort = await freePort()
  let pages = (_request: Request): Response | Promise<Response> => startingPage()
  const gateway = await startGateway({
    port,
    certificate,
    bffPort,
    emulator,
    plumm: (request) =>
      /^\/plumm-(api|directory)\//.test(new URL(request.url).pathname) ? plummServer.fetch(request) : pages(request),
    interceptor: options.sabotage?.(`http://127.0.0.1:${bffPort}`),
  })
  undo.push(gateway.stop)
  const { caFile } = certificate
  const environment = bffEnvironment(url, folder, { emulator, secrets, caFile, databaseUrl: options.databaseUrl })
  const bff = startBff({ port: bffPort, logFile: join(folder, 'bff.log'), environment })
  undo.push(bff.stop)
  const [builtPages] = await Promise.all([buildPages(join(folder, 'pages')), bff.ready])
  pages = builtPages
  tellBff = createEventSender({
    people,
    url: `${url}/webhooks/plumm`,
    secret: secrets.webhookSecret,
    fetch: globalThis.fetch,
    wait: (ms, signal) => delay(ms, undefined, { signal }),
    now: () => new Date(),
    signal: stopping,
  })
  for (const { id } of companies) tellBff(id)
  return { url, emulator, people, ended: bff.ended }
}

/** For a browser tab left open from last time: it looks again by itself. */
function startingPage(): Response {
  return new Response('<!doctype html><title>Plumm is starting</title><p style="font:16px system-ui">Starting …</p>', {
    status: 503,
    headers: { 'content-type': 'text/html; charset=utf-8', refresh: '1' },
  })
}

interface EnvironmentParts {
  emulator: Emulator
  secrets: Secrets
  caFile: string
  databaseUrl: string | undefined
}

/** Design §6, BFF environment. */
function bffEnvironment(url: string, folder: string, parts: EnvironmentParts): Record<string, string> {
  const { emulator, secrets, caFile, databaseUrl } = parts
  return {
    PUBLIC_URL: url,
    DATA_DIR: join(folder, 'bff'),
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    ENCRYPTION_KEYS: secrets.encryptionKeys,
    ENTRA_CLIENT_ID: emulator.app.clientId,
    ENTRA_CLIENT_SECRET: emulator.app.clientSecret,
    ENTRA_AUTHORITY: url,
    GRAPH_URL: url,
    EXTRA_CA_FILE: caFile,
    PLUMM_ISSUER: `${url}/plumm`,
    PLUMM_JWKS_URL: `${url}/plumm-api/jwks.json`,
    PLUMM_WEBHOOK_SECRETS: secrets.webhookSecret,
    PLUMM_API_URL: `${url}/plumm-directory`,
    PLUMM_API_TOKEN: secrets.directoryToken,
    ALLOWED_ORIGINS: url,
    DRIFT_INTERVAL_SECONDS: '3',
    LOG_LEVEL: 'info',
  }
}
