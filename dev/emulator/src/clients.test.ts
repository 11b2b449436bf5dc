import { ConfidentialClientApplication, type INetworkModule, ServerError } from '@azure/msal-node'
import {
  AuthenticationHandler,
  Client,
  type Context,
  GraphError,
  type Middleware,
} from '@microsoft/microsoft-graph-client'
import { describe, expect, it } from 'vitest'
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

function msalClient(emulator: Emulator, clientSecret = emulator.app.clientSecret) {
  return new ConfidentialClientApplication({
    auth: {
      clientId: emulator.app.clientId,
      clientSecret,
      authority: `https://login.microsoftonline.com/${emulator.tenant(CONTOSO).id}`,
    },
    system: { networkClient: networkClient(emulator) },
  })
}
const request = { scopes: ['https://graph.microsoft.com/.default'], skipCache: true }

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

  it('sees errorNo 7000215 and 7000229 (graph-facts §8.8)', async () => {
    const { emulator } = await testWorld({ now: Date.now, isConsented: false })
    // A number, whatever msal-node's types say.
    const errorOf = async (secret?: string) => {
      try {
        await msalClient(emulator, secret).acquireTokenByClientCredential(request)
      } catch (error) {
        if (error instanceof ServerError) return { errorCode: error.errorCode, errorNo: Number(error.errorNo) }
        throw error
      }
    }
    expect(await errorOf('wrong')).toEqual({ errorCode: 'invalid_client', errorNo: 7000215 })
    expect(await errorOf()).toEqual({ errorCode: 'invalid_client', errorNo: 7000229 })
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
