import { X509Certificate, randomBytes, randomUUID } from 'node:crypto'
import type { JSONWebKeySet } from 'jose'

/** A client secret (Graph's passwordCredential). */
export interface ClientSecret {
  keyId: string
  secretText: string
  /** When it expires, in ms; never when left out. */
  expiresAt?: number
}

/** A certificate the app may sign assertions with (Graph's keyCredential). */
export interface AppCertificate {
  keyId: string
  pem: string
}

/** Trust in tokens of another identity provider (Graph's federatedIdentityCredential). */
export interface FederatedCredential {
  id: string
  name: string
  /** Compared letter by letter, as Entra does; a slash at the end counts. */
  issuer: string
  subject: string
  audiences: string[]
  /** The provider's public keys: handed in, where Entra would fetch them from the issuer. */
  jwks: JSONWebKeySet
}

/** What audience a federated token is made out to, unless registered otherwise (graph-facts §6.3). */
const TOKEN_EXCHANGE_AUDIENCE = 'api://AzureADTokenExchange'

/** How the app may prove who it is; the publisher's side of the registration. */
export interface AppCredentials {
  secrets: ClientSecret[]
  certificates: AppCertificate[]
  federated: FederatedCredential[]
}

/** The publisher's hands on the registration, for tests. */
export interface Registration {
  credentials: () => AppCredentials
  /** @param options.expiresAt ms since 1970; in the past for a secret that has expired already */
  addSecret: (options?: { secretText?: string; expiresAt?: number }) => ClientSecret
  /** @throws when the PEM is no certificate, or its key is not RSA */
  addCertificate: (pem: string) => AppCertificate
  /** `audiences` is `api://AzureADTokenExchange` when left out. */
  addFederatedCredential: (
    credential: Omit<FederatedCredential, 'id' | 'audiences'> & { audiences?: string[] },
  ) => FederatedCredential
  /** A secret or certificate by its `keyId`, a federated credential by its `id`. @throws when there is none */
  removeCredential: (keyId: string) => void
  /** What `.default` asks for; customers who consented before keep what they granted. */
  setRequiredRoles: (roles: string[]) => void
}

/** @param touch called after every change */
export function createRegistration(
  app: { credentials: AppCredentials; requiredRoles: string[] },
  touch: () => void,
): Registration {
  const { credentials } = app
  return {
    credentials: () => structuredClone(credentials),
    addSecret({ secretText = `emu~${randomBytes(27).toString('base64url')}`, expiresAt } = {}) {
      const secret = { keyId: randomUUID(), secretText, ...(expiresAt !== undefined && { expiresAt }) }
      credentials.secrets.push(secret)
      touch()
      return secret
    },
    addCertificate(pem) {
      const { publicKey } = new X509Certificate(pem)
      if (publicKey.asymmetricKeyType !== 'rsa') throw new Error('Entra takes certificates with RSA keys only.')
      const certificate = { keyId: randomUUID(), pem }
      credentials.certificates.push(certificate)
      touch()
      return certificate
    },
    addFederatedCredential({ audiences = [TOKEN_EXCHANGE_AUDIENCE], ...credential }) {
      const federated = { ...credential, id: randomUUID(), audiences }
      credentials.federated.push(federated)
      touch()
      return federated
    },
    removeCredential(keyId) {
      const { secrets, certificates, federated } = credentials
      const count = secrets.length + certificates.length + federated.length
      credentials.secrets = secrets.filter((secret) => secret.keyId !== keyId)
      credentials.certificates = certificates.filter((certificate) => certificate.keyId !== keyId)
      credentials.federated = federated.filter(({ id }) => id !== keyId)
      const { secrets: kept, certificates: keptCertificates, federated: keptFederated } = credentials
      if (kept.length + keptCertificates.length + keptFederated.length === count)
        throw new Error(`The app has no credential ${keyId}.`)
      touch()
    },
    setRequiredRoles(roles) {
      app.requiredRoles = [...roles]
      touch()
    },
  }
}
