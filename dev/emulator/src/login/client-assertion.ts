import { X509Certificate } from 'node:crypto'
import {
  type FlattenedJWSInput,
  type JWTPayload,
  type ProtectedHeaderParameters,
  compactVerify,
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  errors,
} from 'jose'
import type { World } from '../world.ts'
import { clientRefusals } from './client-refusals.ts'
import type { AppCertificate, FederatedCredential } from './credentials.ts'

/** Clocks differ; the libraries of Microsoft allow five minutes, and so do we (belief). */
const SKEW_SECONDS = 300
const algorithms = ['PS256', 'RS256']

interface Assertion {
  token: string
  header: ProtectedHeaderParameters
  claims: JWTPayload & { iss: string; sub: string; aud: string }
}

/**
 * Proves a client by a signed assertion: of its own certificate, or of another identity provider that it trusts
 * (graph-facts §6.3; Learn, “Microsoft identity platform application authentication certificate credentials”).
 *
 * @param audiences what a certificate's assertion may be made out to: the token endpoint, under the tenant's names
 * @throws LoginRefusal 50027, 700021, 700023, 700024, 700027; 70025, 700211–700213, 900612
 */
export async function verifyAssertion(
  world: World,
  token: string,
  audiences: readonly string[],
): Promise<'certificate' | 'federated'> {
  const assertion = readAssertion(token)
  const { iss } = assertion.claims
  // An app that signs for itself names itself; whatever else is a URL comes from another provider.
  if (URL.canParse(iss)) {
    await verifyFederated(world, assertion)
    return 'federated'
  }
  await verifyOwn(world, assertion, audiences)
  return 'certificate'
}

function readAssertion(token: string): Assertion {
  try {
    const claims = decodeJwt(token)
    const { iss, sub, aud } = claims
    // A list of audiences is 50027 as well (panva/openid-client#348).
    if (typeof iss === 'string' && typeof sub === 'string' && typeof aud === 'string')
      return { token, header: decodeProtectedHeader(token), claims: { ...claims, iss, sub, aud } }
  } catch (error) {
    if (!(error instanceof errors.JOSEError || error instanceof TypeError)) throw error
  }
  throw clientRefusals.malformedAssertion()
}

async function verifyOwn(world: World, assertion: Assertion, audiences: readonly string[]): Promise<void> {
  const { header, claims, token } = assertion
  const { clientId } = world.app
  const thumbprint = header['x5t#S256'] ?? header.x5t
  if (typeof thumbprint !== 'string' || !algorithms.includes(header.alg ?? ''))
    throw clientRefusals.malformedAssertion()
  const shown = Buffer.from(thumbprint, 'base64url').toString('hex').toUpperCase()
  const certificate = certificateOf(world.app.credentials.certificates, thumbprint)
  if (!certificate) throw clientRefusals.unknownCertificate(shown, clientId)
  if (!(await isSignedBy(token, certificate.publicKey))) throw clientRefusals.badSignature(shown)
  if (certificate.validToDate.getTime() <= world.now())
    throw clientRefusals.expiredCertificate(shown, { start: certificate.validFrom, end: certificate.validTo })
  if (claims.iss !== clientId || claims.sub !== clientId) throw clientRefusals.foreignAssertion()
  if (!audiences.includes(claims.aud)) throw clientRefusals.assertionAudience()
  checkTime(world, claims)
}

/** Entra's order: which record fits by issuer, then audience, then subject; only then whether the signature is good. */
async function verifyFederated(world: World, { claims, token }: Assertion): Promise<void> {
  const { credentials, clientId, name } = world.app
  const { iss, sub, aud } = claims
  if (credentials.federated.length === 0) throw clientRefusals.noFederation(clientId, name)
  const ofIssuer = credentials.federated.filter(({ issuer }) => issuer === iss)
  if (ofIssuer.length === 0) throw clientRefusals.federatedIssuer(iss)
  const forAudience = ofIssuer.filter(({ audiences }) => audiences.includes(aud))
  if (forAudience.length === 0) throw clientRefusals.federatedAudience(aud)
  const record = forAudience.find(({ subject }) => subject === sub)
  if (!record) throw clientRefusals.federatedSubject(sub)
  await verifyByProvider(token, record)
  checkTime(world, claims)
}

async function verifyByProvider(token: string, { jwks }: FederatedCredential): Promise<void> {
  const findKey = providerKeys(jwks)
  try {
    await compactVerify(token, findKey, { algorithms })
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) throw clientRefusals.badSignature('')
    throw error
  }
}

function providerKeys(jwks: FederatedCredential['jwks']) {
  try {
    const find = createLocalJWKSet(jwks)
    return (header: ProtectedHeaderParameters | undefined, input: FlattenedJWSInput) => find(header, input)
  } catch (error) {
    if (error instanceof errors.JOSEError) throw clientRefusals.unreadableProviderKeys()
    throw error
  }
}

/** `x5t#S256` is SHA-256 of the certificate's DER, `x5t` the older SHA-1 (graph-facts §6.3). */
function certificateOf(certificates: readonly AppCertificate[], thumbprint: string): X509Certificate | undefined {
  return certificates
    .map(({ pem }) => new X509Certificate(pem))
    .find(({ fingerprint, fingerprint256 }) =>
      [fingerprint, fingerprint256].some(
        (print) => Buffer.from(print.replaceAll(':', ''), 'hex').toString('base64url') === thumbprint,
      ),
    )
}

async function isSignedBy(token: string, publicKey: X509Certificate['publicKey']): Promise<boolean> {
  try {
    await compactVerify(token, publicKey, { algorithms })
    return true
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return false
    throw error
  }
}

/** `exp` is required, `nbf` is not; how far `exp` may lie ahead is not limited (Learn, “certificate credentials”). */
function checkTime(world: World, { exp, nbf = 0, jti }: JWTPayload): void {
  const now = world.now() / 1000
  const { maxLifeSeconds = Infinity, refuseReplay = false } = world.strictAssertions
  if (exp === undefined) throw clientRefusals.malformedAssertion()
  const isInTime = exp + SKEW_SECONDS > now && nbf - SKEW_SECONDS <= now && exp - Math.max(nbf, now) <= maxLifeSeconds
  const isReplay = refuseReplay && jti !== undefined && !world.grants.isFirstUse(jti)
  if (isInTime && !isReplay) return
  throw clientRefusals.assertionTime({ now: precise(now), from: precise(nbf), until: precise(exp) })
}

/** Seconds since 1970 with Microsoft's seven digits: `2024-10-02T22:05:03.6755165Z`. */
function precise(seconds: number): string {
  const at = new Date(Math.min(seconds, 253_402_300_799) * 1000)
  return Number.isNaN(at.getTime()) ? '1970-01-01T00:00:00.0000000Z' : at.toISOString().replace('Z', '0000Z')
}
