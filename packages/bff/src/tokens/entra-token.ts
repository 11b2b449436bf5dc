import { readFileSync } from 'node:fs'
import { X509Certificate, createHash } from 'node:crypto'
import {
  AuthError,
  ConfidentialClientApplication,
  type Configuration,
  type INetworkModule,
  LogLevel,
  type NetworkRequestOptions,
  type NetworkResponse,
} from '@azure/msal-node'
import { decodeJwt } from 'jose'
import type { Credential } from '../config.ts'
import { retryAfter } from '../graph/failure.ts'

/** Why Entra gives us no token, named by what it means (graph-facts §2.6, token endpoint). */
export type TokenFailure =
  | { is: 'secret-invalid' }
  | { is: 'secret-expired' }
  | { is: 'app-disabled' }
  | { is: 'app-removed' }
  | { is: 'tenant-gone' }
  | { is: 'unavailable'; retryAfterMs?: number }

export type TokenResult =
  | {
      ok: true
      token: string
      /** App roles in the token, to tell whether consent has arrived. */
      roles: string[]
      expiresAt: number
    }
  | { ok: false; failure: TokenFailure }

const TIMEOUT_MS = 30_000

export interface EntraTokenOptions {
  clientId: string
  credential: Credential
  authorityOrigin: string
  /** `{this cloud's Graph}/.default`: all that the tenant granted; nothing else can be asked for (graph-facts §6.3). */
  scope: string
  fetch: typeof fetch
  now: () => number
}

/**
 * An application of its own per request: MSAL remembers a failed answer for a minute and would repeat it to us after the
 * cause has gone (graph-facts §8.9), and its memory must not outlive Disconnect. What is kept is in our cache.
 */
export async function askEntra(
  tenantId: string,
  look: Look,
  options: EntraTokenOptions,
): Promise<{ result: TokenResult; serialized: string | null }> {
  const seen: Seen = { retryAfterMs: null, kept: null }
  const app = new ConfidentialClientApplication(configure(tenantId, look, options, seen))
  try {
    const result = await app.acquireTokenByClientCredential({
      scopes: [options.scope],
      authority: `${options.authorityOrigin}/${tenantId}`,
      skipCache: look === 'anew',
    })
    if (!result?.accessToken) return { result: unavailable(seen), serialized: null }
    // MSAL goes by the system's clock, whatever ours is.
    const expiresAt = options.now() + (result.expiresOn?.getTime() ?? Date.now()) - Date.now()
    const roles = rolesOf(result.accessToken)
    return { result: { ok: true, token: result.accessToken, roles, expiresAt }, serialized: seen.kept }
  } catch (error) {
    if (!(error instanceof AuthError)) throw error
    const is = meaningOf(error)
    return { result: is === 'unavailable' ? unavailable(seen) : { ok: false, failure: { is } }, serialized: null }
  }
}

/** In MSAL's kept cache and nowhere else, or past it. */
type Look = { serialized: string } | 'anew'

/** What happens inside MSAL and does not come out of it. */
interface Seen {
  retryAfterMs: number | null
  /** MSAL's cache as it wants to be kept. */
  kept: string | null
}

function unavailable({ retryAfterMs }: Seen): TokenResult {
  return { ok: false, failure: { is: 'unavailable', ...(retryAfterMs === null ? {} : { retryAfterMs }) } }
}

function configure(
  tenantId: string,
  look: Look,
  { clientId, credential, authorityOrigin, fetch, now }: EntraTokenOptions,
  seen: Seen,
): Configuration {
  return {
    auth: {
      clientId,
      authority: `${authorityOrigin}/${tenantId}`,
      knownAuthorities: [new URL(authorityOrigin).host],
      ...credentialOf(credential),
    },
    cache: {
      cachePlugin: {
        beforeCacheAccess(context) {
          const known = seen.kept ?? (look === 'anew' ? null : look.serialized)
          if (known !== null) context.tokenCache.deserialize(known)
          return Promise.resolve()
        },
        afterCacheAccess(context) {
          if (context.cacheHasChanged) seen.kept = context.tokenCache.serialize()
          return Promise.resolve()
        },
      },
    },
    system: {
      networkClient: networkOver(fetch, {
        // A token is asked for in turn only; where Microsoft's endpoints are, anybody may look up.
        mayPost: look === 'anew',
        onResponse: (response) => {
          seen.retryAfterMs = response.ok ? null : retryAfter(response.headers, now())
        },
      }),
      loggerOptions: { logLevel: LogLevel.Error, piiLoggingEnabled: false, loggerCallback: () => {} },
    },
  }
}

/** The credential as MSAL takes it. */
export function credentialOf(credential: Credential): Partial<Configuration['auth']> {
  switch (credential.kind) {
    case 'secret':
      return { clientSecret: credential.secret.reveal() }
    case 'certificate': {
      const pem = credential.pem.reveal()
      const certificate = new X509Certificate(pem)
      const thumbprintSha256 = createHash('sha256').update(certificate.raw).digest('hex')
      return {
        clientCertificate: {
          privateKey: /-----BEGIN[^-]*PRIVATE KEY-----[\s\S]+?-----END[^-]*PRIVATE KEY-----/.exec(pem)?.[0] ?? '',
          thumbprintSha256,
        },
      }
    }
    case 'federated':
      // Read at every use: the platform replaces the file before the token in it expires.
      return { clientAssertion: () => Promise.resolve(readFileSync(credential.tokenFile, 'utf8').trim()) }
  }
}

/** MSAL's requests over the given fetch. */
export function networkOver(
  fetch: typeof globalThis.fetch,
  { mayPost, onResponse }: { mayPost: boolean; onResponse: (response: Response) => void },
): INetworkModule {
  const send = async <T>(method: string, url: string, request?: NetworkRequestOptions): Promise<NetworkResponse<T>> => {
    const response = await fetch(url, {
      method,
      headers: request?.headers ?? {},
      ...(request?.body === undefined ? {} : { body: request.body }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    onResponse(response)
    // MSAL's own type parameter: it parses what it gets.
    const body = parseJson(await response.text()) as T
    return { headers: Object.fromEntries(response.headers), body, status: response.status }
  }
  return {
    sendGetRequestAsync: (url, request) => send('GET', url, request),
    sendPostRequestAsync: (url, request) =>
      mayPost ? send('POST', url, request) : Promise.reject(new TypeError('Not in our turn.')),
  }
}

/** MSAL takes an answer without `error` for a success, whatever its status: a gateway's page must not be one. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return { error: 'server_error', error_description: 'The answer was not JSON.' }
  }
}

/** `error` is the contract; only the number tells an expired secret from a removed app (graph-facts §2.6). */
function meaningOf(error: AuthError): TokenFailure['is'] {
  const numbers = [Reflect.get(error, 'errorNo'), /AADSTS(\d+)/.exec(error.errorMessage)?.[1]].map(String)
  const is = (...codes: string[]) => numbers.some((number) => codes.includes(number))
  if (is('7000215', '700027', '700024')) return 'secret-invalid'
  if (is('7000222')) return 'secret-expired'
  if (is('7000112')) return 'app-disabled'
  if (is('7000229', '700016')) return 'app-removed'
  if (is('90002')) return 'tenant-gone'
  return error.errorCode === 'invalid_client' ? 'secret-invalid' : 'unavailable'
}

function rolesOf(token: string): string[] {
  try {
    const { roles } = decodeJwt(token)
    return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : []
  } catch {
    return []
  }
}
