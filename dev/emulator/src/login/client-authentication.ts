import type { Tenant } from '../tenant/tenant.ts'
import type { World } from '../world.ts'
import { verifyAssertion } from './client-assertion.ts'
import { clientRefusals } from './client-refusals.ts'
import type { LoginCall } from './login.ts'
import { refusals } from './login-error.ts'

/** How a client proved who it is; `azpacr` in its tokens tells (graph-facts §6.3). */
export type ClientProof = 'secret' | 'certificate' | 'federated'

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** What a client shows at the token endpoint: in the form, or as HTTP Basic (RFC 6749 §2.3.1). */
interface Shown {
  clientId: string | undefined
  secret: string | undefined
}

function shownBy({ request, form }: LoginCall): Shown {
  const basic = /^Basic\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  const [id, secret] =
    basic === undefined ? [] : Buffer.from(basic, 'base64').toString().split(/:(.*)/s).map(formDecoded)
  return {
    clientId: (form.get('client_id') ?? id) || undefined,
    secret: (form.get('client_secret') ?? secret) || undefined,
  }
}

/** Ids and secrets are form-encoded before they go into HTTP Basic; a client that forgets is understood where possible. */
function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/** @throws LoginRefusal 900144 without `client_id`, 700016 for another app than ours */
export function checkClient(call: LoginCall, directory: string): void {
  const { clientId } = shownBy(call)
  if (clientId === undefined) throw refusals.missingParameter('client_id')
  if (clientId.toLowerCase() !== call.world.app.clientId) throw refusals.unknownApp(clientId, directory)
}

/**
 * A secret, or an assertion signed with a certificate or by a trusted identity provider.
 *
 * @throws LoginRefusal 7000215, 7000222, 7000216, 7000218, and what `verifyAssertion` throws
 */
export async function authenticateClient(call: LoginCall, tenant?: Tenant): Promise<ClientProof> {
  const { world, form } = call
  const assertion = form.get('client_assertion')
  if (assertion) {
    const type = form.get('client_assertion_type')
    if (!type) throw refusals.missingParameter('client_assertion_type')
    if (type !== ASSERTION_TYPE) throw clientRefusals.malformedAssertion()
    return verifyAssertion(world, assertion, audiencesOf(call, tenant))
  }
  const { secret } = shownBy(call)
  const isAppOnly = form.get('grant_type') === 'client_credentials'
  if (secret === undefined) throw isAppOnly ? clientRefusals.noAppCredential() : clientRefusals.noCredential()
  checkSecret(world, secret)
  return 'secret'
}

function checkSecret({ app, now }: World, secretText: string): void {
  const secret = app.credentials.secrets.find((candidate) => candidate.secretText === secretText)
  if (!secret) throw clientRefusals.badSecret(app.clientId)
  if (secret.expiresAt !== undefined && secret.expiresAt <= now()) throw clientRefusals.expiredSecret(app.clientId)
}

/** The token endpoint, or the issuer, under any name of the tenant (Learn, “certificate credentials”; 700023's remedy). */
function audiencesOf({ world, authority }: LoginCall, tenant: Tenant | undefined): string[] {
  const names = new Set([authority, ...(tenant ? [tenant.id, ...tenant.domains.map(({ name }) => name)] : [])])
  return [...names].flatMap((name) =>
    ['/oauth2/v2.0/token', '/oauth2/token', '/v2.0', '/'].map((path) => `${world.loginOrigin}/${name}${path}`),
  )
}
