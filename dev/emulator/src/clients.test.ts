import { ConfidentialClientApplication, type INetworkModule, type NodeAuthOptions, ServerError } from '@azure/msal-node'
import {
  AuthenticationHandler,
  Client,
  type Context,
  GraphError,
  type Middleware,
} from '@microsoft/microsoft-graph-client'
import { SignJWT, exportJWK, generateKeyPair } from 'jose'
import { describe, expect, it } from 'vitest'
import { testCertificate } from './testing/certificate.ts'
import { CONTOSO, newUser, testWorld } from './testing/graph-client.ts'
import type { Emulator } from './emulator.ts'

/** msal-node's own requests, answered in process. */
function networkClient(emulator: Emulator): INetworkModule {
  const send = async <T>(
    method: string,
    url: string,
    options?: { headers?: Record<string, string>; body?: string },
  ) => {
    const { headers, body } = options ?? {}
    const response = await emulator.fetch(url, {
      method,
      ...(headers && { headers }),
      ...(body !== undefined && { body }),
    })
    const parsed: T = JSON.parse(await response.text())
    return { headers: Object.fromEntries(response.headers), body: parsed, status: response.status }
  }
  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  }
}

/** How the app proves itself: the secret it is registered with, unless told otherwise. */
type Proof = Pick<NodeAuthOptions, 'clientSecret' | 'clientCertificate' | 'clientAssertion'>

function msalClient(emulator: Emulator, proof: Proof = { clientSecret: emulator.app.clientSecret }) {
  return new ConfidentialClientApplication({
    auth: {
      clientId: emulator.app.clientId,
      ...proof,
      authority: `https://login.microsoftonline.com/${emulator.tenant(CONTOSO).id}`,
    },
    system: { networkClient: networkClient(emulator) },
  })
}
const request = { scopes: ['https://graph.microsoft.com/.default'], skipCache: true }

/** A number in `errorNo`, whatever msal-node's types say. */
async function outcome(client: ConfidentialClientApplication) {
  try {
    return (await client.acquireTokenByClientCredential(request))?.accessToken ? 'a token' : 'nothing'
  } catch (error) {
    if (error instanceof ServerError) return { errorCode: error.errorCode, errorNo: Number(error.errorNo) }
    throw error
  }
}

/** The last link of the Graph client's chain, in place of the network. */
class EmulatorHandler implements Middleware {
  readonly #emulator: Emulator
  constructor(emulator: Emulator) {
    this.#emulator = emulator
  }
  async execute(context: Context): Promise<void> {
    context.response = await this.#emulator.fetch(context.request, context.options)
  }
}

describe('@azure/msal-node, unchanged', () => {
  it('gets an app-only token with a secret', async () => {
    const { emulator } = await testWorld({ now: Date.now })
    const result = await msalClient(emulator).acquireTokenByClientCredential(request)
    expect(result?.accessToken).toBeTruthy()
    expect(emulator.requests().map(({ pattern }) => pattern)).toEqual(['POST /{tenant}/oauth2/v2.0/token'])
  })

  it('gets one with a certificate: PS256 by SHA-256, or as it used to by SHA-1', async () => {
    const { emulator } = await testWorld({ now: Date.now })
    const { certificate, privateKey, sha1, sha256 } = await testCertificate({ from: 0, until: Date.now() + 3_600_000 })
    const ask = (thumbprint: { thumbprint: string } | { thumbprintSha256: string }) =>
      outcome(msalClient(emulator, { clientCertificate: { privateKey, ...thumbprint } }))
    expect(await ask({ thumbprintSha256: sha256 })).toEqual({ errorCode: 'invalid_client', errorNo: 700027 })
    emulator.registration.addCertificate(certificate)
    expect(await ask({ thumbprintSha256: sha256 })).toBe('a token')
    expect(await ask({ thumbprint: sha1 })).toBe('a token')
  })

  it('gets one with another provider’s token, fetched anew each time', async () => {
    const { emulator } = await testWorld({ now: Date.now })
    const { privateKey, publicKey } = await generateKeyPair('RS256')
    const issuer = 'https://kubernetes.example.com'
    const jwks = { keys: [await exportJWK(publicKey)] }
    const clientAssertion = () =>
      new SignJWT()
        .setProtectedHeader({ alg: 'RS256' })
        .setIssuer(issuer)
        .setSubject('system:serviceaccount:plumm:bff')
        .setAudience('api://AzureADTokenExchange')
        .setExpirationTime('5m')
        .sign(privateKey)
    const client = msalClient(emulator, { clientAssertion })
    expect(await outcome(client)).toEqual({ errorCode: 'invalid_client', errorNo: 70025 })
    emulator.registration.addFederatedCredential({
      name: 'cluster',
      issuer,
      subject: 'system:serviceaccount:plumm:bff',
      jwks,
    })
    expect(await outcome(client)).toBe('a token')
  })

  it('sees errorNo 7000215, 7000222 and 7000229 (graph-facts §8.8)', async () => {
    const { emulator } = await testWorld({ now: Date.now, isConsented: false })
    const expired = emulator.registration.addSecret({ expiresAt: Date.now() - 1 })
    expect(await outcome(msalClient(emulator, { clientSecret: 'wrong' }))).toEqual({
      errorCode: 'invalid_client',
      errorNo: 7000215,
    })
    expect(await outcome(msalClient(emulator, { clientSecret: expired.secretText }))).toEqual({
      errorCode: 'invalid_client',
      errorNo: 7000222,
    })
    expect(await outcome(msalClient(emulator))).toEqual({ errorCode: 'invalid_client', errorNo: 7000229 })
  })

  it('discovers an authority that it does not know', async () => {
    const origin = 'https://localhost:8443'
    const { emulator } = await testWorld({ now: Date.now, loginOrigin: origin })
    const { clientId, clientSecret } = emulator.app
    const client = new ConfidentialClientApplication({
      auth: {
        clientId,
        clientSecret,
        authority: `${origin}/${emulator.tenant(CONTOSO).id}`,
        knownAuthorities: ['localhost:8443'],
      },
      system: { networkClient: networkClient(emulator) },
    })
    expect((await client.acquireTokenByClientCredential(request))?.accessToken).toBeTruthy()
  })
})

describe('@microsoft/microsoft-graph-client, unchanged', () => {
  async function client() {
    const world = await testWorld()
    const token = await world.appToken()
    const middleware = new AuthenticationHandler({ getAccessToken: async () => token })
    middleware.setNext(new EmulatorHandler(world.emulator))
    return { ...world, graphClient: Client.initWithMiddleware({ middleware }) }
  }

  it('creates, reads, updates, lists and follows a delta link', async () => {
    const { graphClient } = await client()
    const created = await graphClient.api('/users').post(newUser('adele'))
    await graphClient.api(`/users/${created.id}`).patch({ jobTitle: 'Clerk' })
    expect(await graphClient.api(`/users/${created.id}`).select('jobTitle').get()).toMatchObject({ jobTitle: 'Clerk' })
    const list = await graphClient.api('/users').filter("userPrincipalName eq 'adele@contoso.com'").get()
    expect(list.value).toHaveLength(1)
    const delta = await graphClient.api('/users/delta').get()
    const next = await graphClient.api(delta['@odata.deltaLink']).get()
    expect(next.value).toEqual([])
    expect(await graphClient.api(`/users/${created.id}/revokeSignInSessions`).post({})).toMatchObject({ value: true })
  })

  it('gets a GraphError with code, request id and details (graph-facts §8.6)', async () => {
    const { graphClient } = await client()
    await graphClient.api('/users').post(newUser('adele'))
    const failure: unknown = await graphClient
      .api('/users')
      .post(newUser('adele'))
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(GraphError)
    expect(failure).toMatchObject({
      statusCode: 400,
      code: 'Request_BadRequest',
      requestId: expect.stringMatching(/^[\da-f-]{36}$/),
      body: expect.stringContaining('ObjectConflict'),
    })
  })
})
