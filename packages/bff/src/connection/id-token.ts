import { type JWTPayload, customFetch, createRemoteJWKSet, decodeJwt, errors, jwtVerify } from 'jose'
import { z } from 'zod'
import { type SignedInPerson, mayConnect, notAnAdministrator } from './administrator.ts'

/** Who has proven to be an administrator, of which tenant. */
export interface ProvenAdministrator extends SignedInPerson {
  roleTemplateIds: string[]
}

/** `entra-unreachable` says nothing about the token: Microsoft's keys could not be read. */
export type IdTokenRefusal =
  | 'id-token-invalid'
  | 'personal-account'
  | 'not-an-administrator'
  | 'roles-unknown'
  | 'entra-unreachable'
export type IdTokenResult =
  | { ok: true; administrator: ProvenAdministrator }
  /** `person`: who it is, where the token itself is good. */
  | { ok: false; refusal: IdTokenRefusal; detail: string; person?: SignedInPerson }
export type IdTokenCheck = (idToken: string, expected: { nonce: string }) => Promise<IdTokenResult>

/** The tenant of personal Microsoft accounts. */
const PERSONAL_TENANT = '9188040d-6c67-4c5b-b112-36a304b66dad'
const CLOCK_TOLERANCE_SECONDS = 120
/** jose's words for "the key set did not come", which is not the token's fault. */
const KEYS_NOT_READ: readonly string[] = ['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID']

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url() })
const Keys = z.object({ keys: z.array(z.looseObject({ kid: z.string(), issuer: z.string().optional() })) })
const Claims = z.object({
  tid: z.guid(),
  oid: z.string().min(1),
  iss: z.string(),
  nonce: z.string(),
  name: z.string().default(''),
  preferred_username: z.string().default(''),
  wids: z.array(z.string()).optional(),
})

/**
 * Checks the ID token of whoever connects (design §5, Proof of tenant; graph-facts §6.2): signature by a key that may
 * sign for that tenant, issuer made of the token's own `tid`, our audience and nonce, lifetime, and a role that may
 * consent. Answers a refusal in words.
 */
export function createIdTokenCheck(options: {
  authorityOrigin: string
  clientId: string
  fetch: typeof fetch
  now: () => number
}): IdTokenCheck {
  let keys: Promise<SigningKeys> | null = null
  return async (idToken, { nonce }) => {
    const tenantId = readTenantId(idToken)
    if (tenantId === null) return invalid('It does not name a directory.')
    if (tenantId.toLowerCase() === PERSONAL_TENANT) {
      return {
        ok: false,
        refusal: 'personal-account',
        detail: 'This is a personal Microsoft account. Sign in with a work account of your organisation.',
      }
    }
    keys ??= readSigningKeys(options)
    const reading = keys
    const claims = await reading
      .then((signing) => verify(idToken, signing, options))
      .catch((error: unknown) => {
        if (keys === reading) keys = null
        return { unreachable: error instanceof Error ? error.message : String(error) }
      })
    if ('unreachable' in claims) {
      return {
        ok: false,
        refusal: 'entra-unreachable',
        detail:
          'Microsoft’s signing keys could not be read, so the sign-in could not be checked. Try again in a minute; nothing was changed.',
      }
    }
    if ('problem' in claims) return invalid(claims.problem)
    if (claims.nonce !== nonce) return invalid('It was issued for another attempt.')
    return judge(claims)
  }
}

interface SigningKeys {
  issuerTemplate: string
  find: ReturnType<typeof createRemoteJWKSet>
  /** The issuer a key may sign for, by key id; Microsoft writes it into the key itself. */
  issuerOf: (kid: string) => Promise<string | undefined>
}

async function readSigningKeys({
  authorityOrigin,
  fetch,
}: {
  authorityOrigin: string
  fetch: typeof globalThis.fetch
}): Promise<SigningKeys> {
  const read = async <S extends z.ZodType>(schema: S, url: string) => schema.parse(await (await fetch(url)).json())
  const discovery = await read(Discovery, `${authorityOrigin}/organizations/v2.0/.well-known/openid-configuration`)
  return {
    issuerTemplate: discovery.issuer,
    find: createRemoteJWKSet(new URL(discovery.jwks_uri), { [customFetch]: fetch }),
    issuerOf: async (kid) => (await read(Keys, discovery.jwks_uri)).keys.find((key) => key.kid === kid)?.issuer,
  }
}

/** @throws when Microsoft's keys cannot be read */
async function verify(
  idToken: string,
  signing: SigningKeys,
  { clientId, now }: { clientId: string; now: () => number },
): Promise<z.output<typeof Claims> | { problem: string }> {
  let payload: JWTPayload
  let kid: string | undefined
  try {
    const verified = await jwtVerify(idToken, signing.find, {
      algorithms: ['RS256'],
      audience: clientId,
      requiredClaims: ['exp', 'iat', 'nonce'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: new Date(now()),
    })
    payload = verified.payload
    kid = verified.protectedHeader.kid
  } catch (error) {
    if (error instanceof errors.JOSEError && !KEYS_NOT_READ.includes(error.code)) return { problem: wordsFor(error) }
    throw error
  }
  const claims = Claims.safeParse(payload)
  if (!claims.success) return { problem: 'It lacks a claim.' }
  const forTenant = (template: string) => template.replace('{tenantid}', claims.data.tid)
  if (claims.data.iss !== forTenant(signing.issuerTemplate))
    return { problem: 'Its issuer does not belong to its directory.' }
  // Without its name we could not look up for whom the key may sign.
  if (kid === undefined) return { problem: 'It does not say which key signed it.' }
  const keyIssuer = await signing.issuerOf(kid)
  if (keyIssuer !== undefined && forTenant(keyIssuer) !== claims.data.iss)
    return { problem: 'Its key may not sign for its directory.' }
  return claims.data
}

function judge({ tid, oid, wids, name, preferred_username: signInName }: z.output<typeof Claims>): IdTokenResult {
  const person = { tenantId: tid.toLowerCase(), objectId: oid, name: name || signInName, signInName }
  if (!wids) {
    return {
      ok: false,
      refusal: 'roles-unknown',
      detail: `Microsoft did not tell us the roles of ${signInName}, so we cannot see that this account may connect. Ask IT to check that the app registration sends directory roles.`,
      person,
    }
  }
  if (!mayConnect(wids)) {
    return { ok: false, refusal: 'not-an-administrator', detail: notAnAdministrator(person), person }
  }
  return { ok: true, administrator: { ...person, roleTemplateIds: wids } }
}

function readTenantId(idToken: string): string | null {
  try {
    const { tid } = decodeJwt(idToken)
    return typeof tid === 'string' ? tid : null
  } catch {
    return null
  }
}

function invalid(problem: string): IdTokenResult {
  return {
    ok: false,
    refusal: 'id-token-invalid',
    detail: `Microsoft’s answer could not be trusted. ${problem} Start again; nothing was changed.`,
  }
}

function wordsFor(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'It has expired.'
  if (error instanceof errors.JWTClaimValidationFailed)
    return error.claim === 'aud' ? 'It was issued for another app.' : `Its ${error.claim} is not acceptable.`
  return 'Its signature is not Microsoft’s.'
}
