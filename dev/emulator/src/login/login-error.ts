import { randomUUID } from 'node:crypto'
import type { World } from '../world.ts'

/** A refusal of the sign-in side, with the number people search for. */
export class LoginRefusal extends Error {
  readonly number: number
  readonly status: number
  readonly error: string
  readonly suberror: string | undefined

  constructor(number: number, status: number, error: string, message: string, suberror?: string) {
    super(message)
    this.number = number
    this.status = status
    this.error = error
    this.suberror = suberror
  }
}

/** The token endpoint's envelope (graph-facts §2.6). */
export function errorEnvelope(world: World, refusal: LoginRefusal, correlationId: string | undefined) {
  const traceId = randomUUID()
  const correlation = correlationId ?? randomUUID()
  const timestamp = `${new Date(world.now()).toISOString().slice(0, 19).replace('T', ' ')}Z`
  return {
    error: refusal.error,
    error_description:
      `AADSTS${refusal.number}: ${refusal.message}\r\nTrace ID: ${traceId}\r\n` +
      `Correlation ID: ${correlation}\r\nTimestamp: ${timestamp}`,
    error_codes: [refusal.number],
    timestamp,
    trace_id: traceId,
    correlation_id: correlation,
    error_uri: `${world.loginOrigin}/error?code=${refusal.number}`,
    ...(refusal.suberror !== undefined && { suberror: refusal.suberror }),
  }
}

export const refusals = {
  badSecret: (app: string) =>
    new LoginRefusal(
      7000215,
      401,
      'invalid_client',
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${app}'.`,
    ),
  expiredSecret: (app: string) =>
    new LoginRefusal(
      7000222,
      401,
      'invalid_client',
      `The provided client secret keys for app '${app}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
    ),
  noServicePrincipal: (app: string, tenantId: string) =>
    new LoginRefusal(
      7000229,
      401,
      'invalid_client',
      `The client application ${app} is missing service principal in the tenant ${tenantId}. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119`,
    ),
  unknownApp: (app: string, directory: string) =>
    new LoginRefusal(
      700016,
      400,
      'unauthorized_client',
      `Application with identifier '${app}' was not found in the directory '${directory}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
    ),
  // The status of 7000112 is not in graph-facts; 400 unauthorized_client follows its documented name.
  appDisabled: (app: string) =>
    new LoginRefusal(7000112, 400, 'unauthorized_client', `Application '${app}' is disabled.`),
  unknownTenant: (tenant: string) =>
    new LoginRefusal(
      90002,
      400,
      'invalid_request',
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
    ),
  notForCommon: () =>
    new LoginRefusal(
      9001023,
      400,
      'invalid_request',
      `The grant type isn't supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint.`,
    ),
  badScope: (scope: string, why: string) =>
    new LoginRefusal(
      70011,
      400,
      'invalid_scope',
      `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid. ${why}`.trim(),
    ),
  missingParameter: (name: string) =>
    new LoginRefusal(
      900144,
      400,
      'invalid_request',
      `The request body must contain the following parameter: '${name}'.`,
    ),
  unsupportedGrant: (grant: string) =>
    new LoginRefusal(70003, 400, 'unsupported_grant_type', `The app requested an unsupported grant type '${grant}'.`),
  missingCredential: () =>
    new LoginRefusal(
      7000218,
      401,
      'invalid_client',
      `The request body must contain the following parameter: 'client_assertion' or 'client_secret'.`,
    ),
  badCode: (why: string) => new LoginRefusal(70000, 400, 'invalid_grant', why),
  usedCode: () =>
    new LoginRefusal(
      54005,
      400,
      'invalid_grant',
      'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
    ),
  expiredCode: () =>
    new LoginRefusal(
      70008,
      400,
      'invalid_grant',
      'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
    ),
  badVerifier: () =>
    new LoginRefusal(
      501481,
      400,
      'invalid_grant',
      'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
    ),
  noSession: () =>
    new LoginRefusal(50058, 400, 'login_required', 'A silent sign-in request was sent but no user is signed in.'),
  badRedirectUri: (uri: string, app: string) =>
    new LoginRefusal(
      50011,
      400,
      'invalid_request',
      `The redirect URI '${uri}' specified in the request does not match the redirect URIs configured for the application '${app}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal.`,
    ),
  badResponseType: (type: string) =>
    new LoginRefusal(
      700054,
      400,
      'unsupported_response_type',
      `response_type '${type}' is not enabled for the application.`,
    ),
  badResponseMode: (mode: string) =>
    new LoginRefusal(900144, 400, 'invalid_request', `The response_mode '${mode}' is not supported.`),
  badChallengeMethod: (method: string) =>
    new LoginRefusal(
      501491,
      400,
      'invalid_request',
      `Invalid size or method of Code_Challenge parameter: '${method}'.`,
    ),
  noChallenge: () =>
    new LoginRefusal(
      9002325,
      400,
      'invalid_request',
      'Proof Key for Code Exchange is required for cross-origin authorization code redemption.',
    ),
  foreignOrigin: (origin: string) =>
    new LoginRefusal(
      9002326,
      400,
      'invalid_request',
      `Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type. Request origin: '${origin}'.`,
    ),
  accountDisabled: () => new LoginRefusal(50057, 400, 'invalid_grant', 'The user account is disabled.'),
} satisfies Record<string, (...details: string[]) => LoginRefusal>
