import { createHash } from 'node:crypto'
import { createRemoteJWKSet, customFetch } from 'jose'
import type { EmulatorOptions } from '../emulator.ts'
import { type JsonObject, isObject, parseJson } from '../json.ts'
import { CONTOSO, testWorld } from './graph-client.ts'

/** The page that signs in. */
const REDIRECT = 'https://plumm.test/redirect-bridge.html'
const VERIFIER = 'a-verifier-of-at-least-forty-three-characters-as-the-rfc-asks'
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')

/** A browser that talks to the emulator: no scripts, but forms and redirects. */
export async function browser(options: EmulatorOptions = {}) {
  const world = await testWorld({ isConsented: false, ...options })
  const { emulator } = world
  emulator.addRedirectUri(REDIRECT)
  const tenant = emulator.tenant(CONTOSO)
  /** An empty value leaves the parameter out. */
  const parameters = (more: Record<string, string> = {}) => {
    const all = new URLSearchParams({
      client_id: emulator.app.clientId,
      redirect_uri: REDIRECT,
      response_type: 'code',
      response_mode: 'fragment',
      scope: 'openid profile offline_access',
      state: 'the-state',
      nonce: 'the-nonce',
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
      client_info: '1',
      ...more,
    })
    for (const [name, value] of Object.entries(more)) if (value === '') all.delete(name)
    return all
  }
  const at = (path: string) => `https://login.microsoftonline.com${path}`
  const open = (authority = 'organizations', more?: Record<string, string>, headers: Record<string, string> = {}) =>
    emulator.fetch(at(`/${authority}/oauth2/v2.0/authorize?${parameters(more).toString()}`), { headers })
  const pick = (form: Record<string, string>, more?: Record<string, string>, authority = 'organizations') =>
    emulator.fetch(at(`/${authority}/login?${parameters(more).toString()}`), {
      method: 'POST',
      body: new URLSearchParams(form),
    })
  const account = (upn: string, key = CONTOSO) => `${emulator.tenant(key).id}/${emulator.tenant(key).user(upn)?.id}`
  const fragmentOf = (response: Response) =>
    new URLSearchParams(new URL(response.headers.get('location') ?? '').hash.slice(1))
  const redeem = async (
    form: Record<string, string>,
    headers: Record<string, string> = { origin: 'https://plumm.test' },
    authority = 'organizations',
  ): Promise<{ status: number; body: JsonObject }> => {
    const response = await emulator.fetch(at(`/${authority}/oauth2/v2.0/token`), {
      method: 'POST',
      headers,
      body: new URLSearchParams({
        client_id: emulator.app.clientId,
        grant_type: 'authorization_code',
        redirect_uri: REDIRECT,
        code_verifier: VERIFIER,
        client_info: '1',
        ...form,
      }),
    })
    const body = parseJson(await response.text())
    return { status: response.status, body: isObject(body) ? body : {} }
  }
  const keys = createRemoteJWKSet(new URL(at('/common/discovery/v2.0/keys')), { [customFetch]: emulator.fetch })
  const codeFor = async (upn: string) => fragmentOf(await pick({ account: account(upn) })).get('code') ?? ''
  /** The cookie of a browser in which this person has signed in. */
  const cookieOf = async (upn: string, key = CONTOSO) =>
    (await pick({ account: account(upn, key) })).headers.get('set-cookie')?.split(';')[0] ?? ''
  return { ...world, tenant, open, pick, account, fragmentOf, redeem, codeFor, cookieOf, keys, at }
}
