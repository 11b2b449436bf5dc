import { LoginRefusal } from './login-error.ts'

const ABOUT_CERTIFICATES =
  'Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .'
const ABOUT_FEDERATION =
  'Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation'

const invalidClient = (number: number, message: string) => new LoginRefusal(number, 401, 'invalid_client', message)

/** Where a client is not who it says it is (graph-facts §2.6; docs/graph-behaviours.md names the live bodies). */
export const clientRefusals = {
  badSecret: (app: string) =>
    invalidClient(
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${app}'.`,
    ),
  expiredSecret: (app: string) =>
    invalidClient(
      7000222,
      `The provided client secret keys for app '${app}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
    ),
  /** Of `client_credentials`; the other grants have a number of their own. */
  noAppCredential: () =>
    invalidClient(
      7000216,
      `'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.`,
    ),
  noCredential: () =>
    invalidClient(
      7000218,
      `The request body must contain the following parameter: 'client_assertion' or 'client_secret'.`,
    ),
  malformedAssertion: () => new LoginRefusal(50027, 400, 'invalid_request', 'JWT token is invalid or malformed.'),
  foreignAssertion: () =>
    invalidClient(
      700021,
      `Client assertion application identifier doesn't match 'client_id' parameter. ${ABOUT_CERTIFICATES}`,
    ),
  assertionAudience: () =>
    invalidClient(700023, `Client assertion audience claim does not match Realm issuer. ${ABOUT_CERTIFICATES}`),
  /** @param times ISO 8601 */
  assertionTime: (times: { now: string; from: string; until: string }) =>
    invalidClient(
      700024,
      `Client assertion is not within its valid time range. Current time: ${times.now}, assertion valid from ${times.from}, expiry time of assertion ${times.until}. ${ABOUT_CERTIFICATES}`,
    ),
  unknownCertificate: (thumbprint: string, app: string) =>
    invalidClient(
      700027,
      `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: '${thumbprint}', Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '${app}'. Review the documentation at https://docs.microsoft.com/en-us/graph/deployments to determine the corresponding service endpoint and https://docs.microsoft.com/en-us/graph/api/application-get?view=graph-rest-1.0&tabs=http to build a query request URL, such as 'https://graph.microsoft.com/beta/applications/${app}'].`,
    ),
  expiredCertificate: (thumbprint: string, found: { start: string; end: string }) =>
    invalidClient(
      700027,
      `Client assertion contains an invalid signature. [Reason - The key used is expired., Thumbprint of key used by client: '${thumbprint}', Found key 'Start=${found.start}, End=${found.end}'].`,
    ),
  badSignature: (thumbprint: string) =>
    invalidClient(
      700027,
      `Client assertion contains an invalid signature. [Reason - The provided signature value did not match the expected signature value., Thumbprint of key used by client: '${thumbprint}'].`,
    ),
  noFederation: (app: string, name: string) =>
    invalidClient(70025, `The client '${app}'(${name}) has no configured federated identity credentials.`),
  federatedIssuer: (issuer: string) =>
    invalidClient(
      700211,
      `No matching federated identity record found for presented assertion issuer '${issuer}'. ${ABOUT_FEDERATION}`,
    ),
  federatedAudience: (audience: string) =>
    invalidClient(
      700212,
      `No matching federated identity record found for presented assertion audience '${audience}'. ${ABOUT_FEDERATION}`,
    ),
  federatedSubject: (subject: string) =>
    invalidClient(
      700213,
      `No matching federated identity record found for presented assertion subject '${subject}'. ${ABOUT_FEDERATION}`,
    ),
  unreadableProviderKeys: () =>
    new LoginRefusal(900612, 400, 'invalid_request', 'Failed to parse provider signing keys.'),
} satisfies Record<string, (...details: never[]) => LoginRefusal>
