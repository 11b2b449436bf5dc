import { AuthError, ConfidentialClientApplication, CryptoProvider, LogLevel } from '@azure/msal-node'
import type { Credential } from '../config.ts'
import { credentialOf, networkOver } from './entra-token.ts'

export interface WebSignInOptions {
  clientId: string
  credential: Credential
  authorityOrigin: string
  /** Registered with the app, of the platform Web. */
  redirectUri: string
  fetch: typeof fetch
}

/** Signing somebody in on a page of ours: OpenID Connect's authorization code flow with PKCE (RFC 7636). */
export interface WebSignIn {
  /** The address of Microsoft's sign-in for one try; `unavailable` where Microsoft could not be asked for it. */
  start(sent: {
    state: string
    nonce: string
  }): Promise<{ is: 'ready'; url: string; codeVerifier: string } | Unavailable>
  /** Turns the code that came back into an ID token. Nothing else of the answer is kept: no token for Graph. */
  finish(received: {
    code: string
    codeVerifier: string
    nonce: string
  }): Promise<{ is: 'signed-in'; idToken: string } | { is: 'refused' } | Unavailable>
}
interface Unavailable {
  is: 'unavailable'
}

/** MSAL asks for these in any case, and for a refresh token, which ends with the application object. */
const SCOPES = ['openid', 'profile']

export function createWebSignIn(options: WebSignInOptions): WebSignIn {
  const { authorityOrigin, redirectUri } = options
  const authority = `${authorityOrigin}/organizations`
  // One application per call, as for app-only tokens: what it remembers of a person must not outlive the sign-in.
  const application = () =>
    new ConfidentialClientApplication({
      auth: {
        clientId: options.clientId,
        authority,
        knownAuthorities: [new URL(authorityOrigin).host],
        ...credentialOf(options.credential),
      },
      system: {
        networkClient: networkOver(options.fetch, { mayPost: true, onResponse: () => undefined }),
        loggerOptions: { logLevel: LogLevel.Error, piiLoggingEnabled: false, loggerCallback: () => {} },
      },
    })
  return {
    async start({ state, nonce }) {
      const { verifier, challenge } = await new CryptoProvider().generatePkceCodes()
      try {
        const url = await application().getAuthCodeUrl({
          authority,
          scopes: SCOPES,
          redirectUri,
          state,
          nonce,
          codeChallenge: challenge,
          codeChallengeMethod: 'S256',
          // A browser that is signed in as somebody else would go through without a word.
          prompt: 'select_account',
        })
        return { is: 'ready', url, codeVerifier: verifier }
      } catch (error) {
        if (!(error instanceof AuthError)) throw error
        return { is: 'unavailable' }
      }
    },
    async finish({ code, codeVerifier, nonce }) {
      try {
        const { idToken } = await application().acquireTokenByCode({
          authority,
          scopes: SCOPES,
          redirectUri,
          code,
          codeVerifier,
          nonce,
        })
        return { is: 'signed-in', idToken }
      } catch (error) {
        return { is: meaningOf(error) }
      }
    },
  }
}

/** A code that is spent, old or somebody else's is refused (RFC 6749 §5.2); all else is not the person's fault. */
function meaningOf(error: unknown): 'refused' | 'unavailable' {
  if (!(error instanceof AuthError)) throw error
  return ['invalid_grant', 'nonce_mismatch'].includes(error.errorCode) ? 'refused' : 'unavailable'
}
