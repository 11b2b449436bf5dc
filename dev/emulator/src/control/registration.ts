import { Hono } from 'hono'
import type { JSONWebKeySet } from 'jose'
import { type JsonObject, isObject, isTexts, textOf } from '../json.ts'
import type { Registration } from '../login/credentials.ts'
import type { ConsentDelay } from '../tenant/consent.ts'
import type { World } from '../world.ts'
import { ControlError } from './control-error.ts'
import { bodyOf } from './body.ts'

export interface RegistrationDeps {
  world: World
  registration: Registration
  rotateKeys: (options: { keepOldForMs?: number }) => Promise<string>
}

/** JSON control of the app's registration, and of the keys that Entra signs with; named as Graph's application is. */
export function createRegistrationControl({ world, registration, rotateKeys }: RegistrationDeps): Hono {
  const control = new Hono()

  control.get('/app', (context) => context.json(shown(world)))
  control.patch('/app', async (context) => {
    const { requiredRoles, consentDelay } = await bodyOf(context.req.raw)
    if (requiredRoles !== undefined) {
      if (!isTexts(requiredRoles)) throw new ControlError(400, 'requiredRoles are names of permissions.')
      registration.setRequiredRoles(requiredRoles)
    }
    if (consentDelay !== undefined) world.consentDelay = { ...world.consentDelay, ...delayOf(consentDelay) }
    return context.json(shown(world))
  })
  control.post('/app/redirectUris', async (context) => {
    const { uri } = await bodyOf(context.req.raw)
    if (typeof uri !== 'string' || !URL.canParse(uri)) throw new ControlError(400, 'A redirect URI is a whole URL.')
    if (!world.app.redirectUris.includes(uri)) world.app.redirectUris.push(uri)
    world.touch()
    return context.json(shown(world), 201)
  })
  control.post('/app/passwordCredentials', async (context) => {
    const { secretText, endDateTime } = await bodyOf(context.req.raw)
    const expiresAt = endDateTime === undefined ? undefined : Date.parse(textOf(endDateTime) ?? '')
    if (Number.isNaN(expiresAt)) throw new ControlError(400, 'endDateTime is a moment such as 2027-01-31T00:00:00Z.')
    const secret = registration.addSecret({
      ...(typeof secretText === 'string' && { secretText }),
      ...(expiresAt !== undefined && { expiresAt }),
    })
    return context.json({ keyId: secret.keyId, secretText: secret.secretText, endDateTime: endDateTime ?? null }, 201)
  })
  control.post('/app/keyCredentials', async (context) => {
    const { pem } = await bodyOf(context.req.raw)
    if (typeof pem !== 'string') throw new ControlError(400, 'A certificate is handed in as pem.')
    return context.json({ keyId: registration.addCertificate(pem).keyId }, 201)
  })
  control.post('/app/federatedIdentityCredentials', async (context) => {
    const { jwks, ...credential } = federatedOf(await bodyOf(context.req.raw))
    return context.json(registration.addFederatedCredential({ ...credential, jwks }), 201)
  })
  control.delete('/app/credentials/:keyId', (context) => {
    const keyId = context.req.param('keyId')
    if (!hasCredential(registration, keyId)) throw new ControlError(404, `The app has no credential ${keyId}.`)
    registration.removeCredential(keyId)
    return context.body(null, 204)
  })
  control.post('/keys/rotate', async (context) => {
    const { keepOldForMs } = await bodyOf(context.req.raw)
    return context.json({ kid: await rotateKeys(typeof keepOldForMs === 'number' ? { keepOldForMs } : {}) })
  })
  return control
}

/** Without the secrets' values, as Graph shows them. */
function shown({ app, consentDelay }: World) {
  const { clientId, name, redirectUris, requiredRoles, credentials } = app
  return {
    clientId,
    name,
    redirectUris,
    requiredRoles,
    consentDelay,
    passwordCredentials: credentials.secrets.map(({ keyId, secretText, expiresAt }) => ({
      keyId,
      hint: secretText.slice(0, 3),
      endDateTime: expiresAt === undefined ? null : new Date(expiresAt).toISOString(),
    })),
    keyCredentials: credentials.certificates.map(({ keyId }) => ({ keyId, type: 'AsymmetricX509Cert' })),
    federatedIdentityCredentials: credentials.federated.map(({ id, name, issuer, subject, audiences }) => ({
      id,
      name,
      issuer,
      subject,
      audiences,
    })),
  }
}

function delayOf(value: JsonObject[string]): Partial<ConsentDelay> {
  if (!isObject(value)) throw new ControlError(400, 'consentDelay is { ms, shows }.')
  const { ms, shows = 'no-roles' } = value
  if (typeof ms !== 'number' || ms < 0) throw new ControlError(400, 'consentDelay.ms is a number of 0 or more.')
  if (shows !== 'no-roles' && shows !== 'no-service-principal' && shows !== 'unknown-app')
    throw new ControlError(400, 'consentDelay.shows is no-roles, no-service-principal or unknown-app.')
  return { ms, shows }
}

function federatedOf({ name, issuer, subject, audiences, jwks }: JsonObject) {
  if (typeof issuer !== 'string' || typeof subject !== 'string' || !isKeySet(jwks))
    throw new ControlError(400, 'A federated credential needs issuer, subject and jwks ({ keys: […] }).')
  return { name: textOf(name) ?? subject, issuer, subject, jwks, ...(isTexts(audiences) && { audiences }) }
}

function isKeySet(value: unknown): value is JSONWebKeySet {
  return typeof value === 'object' && value !== null && 'keys' in value && Array.isArray(value.keys)
}

function hasCredential(registration: Registration, keyId: string): boolean {
  const { secrets, certificates, federated } = registration.credentials()
  return [...secrets, ...certificates].some((held) => held.keyId === keyId) || federated.some(({ id }) => id === keyId)
}
