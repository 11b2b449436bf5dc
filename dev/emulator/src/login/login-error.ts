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
  badScope: (scope: string, why = '') =>
    new LoginRefusal(
      70011,
      400,
      'invalid_scope',
      `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid. ${why}`.trim(),
    ),
  notDefaultScope: (scope: string) =>
    new LoginRefusal(
      1002012,
      400,
      'invalid_scope',
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    ),
  unknownResource: (resource: string, directory: string) =>
    new LoginRefusal(
      500011,
      400,
      'invalid_resource',
      `The resource principal named ${resource} was not found in the tenant named ${directory}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
    ),
  wrongMethod: (allowed: string, method: string) =>
    new LoginRefusal(
      900561,
      400,
      'invalid_request',
      `The endpoint only accepts ${allowed} requests. Received a ${method} request.`,
    ),
  badPrompt: () => new LoginRefusal(90023, 400, 'invalid_request', `Unsupported 'prompt' value.`),
  missingParameter: (name: string) =>
    new LoginRefusal(
      900144,
      400,
      'invalid_request',
      `The request body must contain the following parameter: '${name}'.`,
    ),
  unsupportedGrant: (grant: string) =>
    new LoginRefusal(70003, 400, 'unsupported_grant_type', `The app requested an unsupported grant type '${grant}'.`),
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
  interactionRequired: () =>
    new LoginRefusal(
      16000,
      400,
      'interaction_required',
      'Either multiple user identities are available for the current request or selected account is not supported for the scenario.',
    ),
  /** @param times ISO 8601 */
  revokedGrant: (issuedAt: string, validFrom: string) =>
    new LoginRefusal(
      50173,
      400,
      'invalid_grant',
      `The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password. The grant was issued on '${issuedAt}' and the TokensValidFrom date (before which tokens are not valid) for this user is '${validFrom}'.`,
      'bad_token',
    ),
  /** Of a page, a day after the sign-in. */
  expiredPageToken: (issuedAt: string) =>
    new LoginRefusal(
      700084,
      400,
      'invalid_grant',
      `The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of 1.00:00:00, which can't be extended. It is now expired and a new sign in request must be sent by the SPA to the sign in page. The token was issued on ${issuedAt}.`,
      'bad_token',
    ),
  unusedToken: (issuedAt: string) =>
    new LoginRefusal(
      700082,
      400,
      'invalid_grant',
      `The refresh token has expired due to inactivity. The token was issued on ${issuedAt} and was inactive for 90.00:00:00.`,
      'bad_token',
    ),
  noSuchUser: (user: string, directory: string) =>
    new LoginRefusal(
      50034,
      400,
      'invalid_grant',
      `The user account ${user} does not exist in the ${directory} directory. To sign into this application, the account must be added to the directory.`,
    ),
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
