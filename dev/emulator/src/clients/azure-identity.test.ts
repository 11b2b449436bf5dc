import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  AuthenticationRequiredError,
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  type TokenCredential,
} from '@azure/identity'
import { Client } from '@microsoft/microsoft-graph-client'
import { TokenCredentialAuthenticationProvider } from '@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials/index.js'
import { SignJWT, decodeJwt, exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testCertificate } from '../testing/certificate.ts'
import { newUser } from '../testing/graph-client.ts'
import { type ServedEmulator, servedEmulator } from '../testing/served.ts'

const HOUR = 3_600_000
let served: ServedEmulator
let folder: string
beforeAll(async () => {
  served = await servedEmulator()
  served.emulator.tenant('contoso.com').grantConsent()
  folder = await mkdtemp(join(tmpdir(), 'emulator-azure-identity-'))
})
afterAll(async () => {
  await served.close()
  await rm(folder, { recursive: true })
})

/** As in a sovereign cloud or on Azure Stack: another host, which is not asked for at Microsoft's. */
const options = () => ({
  authorityHost: served.origin,
  disableInstanceDiscovery: true,
  retryOptions: { maxRetries: 0 },
})
const scope = () => `${served.origin}/.default`
const tenantId = () => served.emulator.tenant('contoso.com').id

async function rolesOf(credential: TokenCredential) {
  const answer = await credential.getToken(scope())
  return decodeJwt(answer?.token ?? '').roles
}
/** What msal-node, which is inside, made of the refusal. */
async function errorOf(credential: TokenCredential): Promise<unknown> {
  const error: unknown = await credential.getToken(scope()).catch((failure: unknown) => failure)
  return error instanceof AuthenticationRequiredError ? error.cause : error
}
const refused = (errorCode: string, errorNo: number) => expect.objectContaining({ errorCode, errorNo })

describe('@azure/identity, unchanged, over TLS', () => {
  it('gets a token with a secret', async () => {
    const { clientId, clientSecret } = served.emulator.app
    const credential = new ClientSecretCredential(tenantId(), clientId, clientSecret, options())
    expect(await rolesOf(credential)).toContain('User.ReadWrite.All')
  })

  it('finds the tenant by its domain too', async () => {
    const { clientId, clientSecret } = served.emulator.app
    const credential = new ClientSecretCredential('contoso.com', clientId, clientSecret, options())
    expect(await rolesOf(credential)).toContain('User.ReadWrite.All')
  })

  it('gets a token with a certificate', async () => {
    const { certificate, privateKey } = await testCertificate({ from: Date.now() - HOUR, until: Date.now() + HOUR })
    served.emulator.registration.addCertificate(certificate)
    const file = join(folder, 'app.pem')
    await writeFile(file, privateKey + certificate)
    const credential = new ClientCertificateCredential(tenantId(), served.emulator.app.clientId, file, options())
    expect(await rolesOf(credential)).toContain('User.ReadWrite.All')
  })

  it('gets a token with another provider’s token', async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256')
    const issuer = 'https://token.ci.example.com'
    served.emulator.registration.addFederatedCredential({
      name: 'ci',
      issuer,
      subject: 'repo:plumm/bff',
      jwks: { keys: [await exportJWK(publicKey)] },
    })
    const present = (subject: string) => () =>
      new SignJWT()
        .setProtectedHeader({ alg: 'RS256' })
        .setIssuer(issuer)
        .setSubject(subject)
        .setAudience('api://AzureADTokenExchange')
        .setExpirationTime('5m')
        .sign(privateKey)
    const credential = (subject: string) =>
      new ClientAssertionCredential(tenantId(), served.emulator.app.clientId, present(subject), options())
    expect(await rolesOf(credential('repo:plumm/bff'))).toContain('User.ReadWrite.All')
    expect(await errorOf(credential('repo:plumm/other'))).toEqual(refused('invalid_client', 700213))
  })

  it('reports what Entra would refuse, with its number', async () => {
    const { clientId, clientSecret } = served.emulator.app
    const secret = (tenant: string, value = clientSecret, app = clientId) =>
      new ClientSecretCredential(tenant, app, value, options())
    expect(await errorOf(secret(tenantId(), 'wrong'))).toEqual(refused('invalid_client', 7000215))
    expect(await errorOf(secret('fabrikam.com'))).toEqual(refused('invalid_client', 7000229))
    expect(await errorOf(secret(tenantId(), clientSecret, '11111111-1111-1111-1111-111111111111'))).toEqual(
      refused('unauthorized_client', 700016),
    )
  })

  it('feeds @microsoft/microsoft-graph-client, as Microsoft’s own samples do', async () => {
    const { clientId, clientSecret } = served.emulator.app
    const client = Client.initWithMiddleware({
      baseUrl: served.origin,
      customHosts: new Set(['localhost']),
      authProvider: new TokenCredentialAuthenticationProvider(
        new ClientSecretCredential(tenantId(), clientId, clientSecret, options()),
        { scopes: [scope()] },
      ),
    })
    const created = await client.api('/users').post(newUser('adele'))
    expect(await client.api(`/users/${created.id}`).select('displayName').get()).toMatchObject({ displayName: 'adele' })
    expect((await client.api('/users').get()).value).toHaveLength(3)
  })
})
