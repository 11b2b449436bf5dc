import { decodeJwt } from 'jose'
import { expect, it } from 'vitest'
import { createEmulator } from '@plumm/entra-emulator'
import { Secret } from '../secret.ts'
import { createWebSignIn } from './web-sign-in.ts'

const REDIRECT = 'https://bff.plumm.test/connect/sign-in'

async function signInAt(authorityOrigin = 'https://login.microsoftonline.com') {
  const emulator = await createEmulator({ loginOrigin: authorityOrigin })
  emulator.addRedirectUri(REDIRECT)
  const webSignIn = createWebSignIn({
    clientId: emulator.app.clientId,
    credential: { kind: 'secret', secret: new Secret(emulator.app.clientSecret) },
    authorityOrigin,
    redirectUri: REDIRECT,
    fetch: emulator.fetch,
  })
  /** Contoso's administrator goes the way to Microsoft and back. */
  const codeFrom = async (address: string) => {
    const url = new URL(address)
    const response = await emulator.fetch(`${url.origin}/organizations/login${url.search}`, {
      method: 'POST',
      body: new URLSearchParams({ upn: 'admin@contoso.com' }),
    })
    return new URL(response.headers.get('location') ?? '').searchParams
  }
  return { emulator, webSignIn, codeFrom }
}

it('turns a sign-in into an ID token with our nonce, and passes our state through', async () => {
  const { webSignIn, codeFrom } = await signInAt()
  const start = await webSignIn.start({ state: 'our-state', nonce: 'our-nonce' })
  if (start.is !== 'ready') throw new Error('Microsoft was not reached.')
  const answer = await codeFrom(start.url)
  expect(answer.get('state')).toBe('our-state')
  const { codeVerifier } = start
  const signIn = await webSignIn.finish({ code: answer.get('code') ?? '', codeVerifier, nonce: 'our-nonce' })
  expect(signIn.is === 'signed-in' && decodeJwt(signIn.idToken)).toMatchObject({
    nonce: 'our-nonce',
    preferred_username: 'admin@contoso.com',
  })
})

it.each([
  ['a code that nobody gave out', { code: 'guessed' }],
  ['another verifier', { codeVerifier: 'a-verifier-of-at-least-forty-three-characters-as-the-rfc-asks' }],
  ['another nonce', { nonce: 'their-nonce' }],
])('takes %s for a refusal', async (_what, wrong) => {
  const { webSignIn, codeFrom } = await signInAt()
  const start = await webSignIn.start({ state: 's', nonce: 'our-nonce' })
  if (start.is !== 'ready') throw new Error('Microsoft was not reached.')
  const code = (await codeFrom(start.url)).get('code') ?? ''
  const right = { code, codeVerifier: start.codeVerifier, nonce: 'our-nonce' }
  expect(await webSignIn.finish({ ...right, ...wrong })).toEqual({ is: 'refused' })
})

it('takes an outage for one, on the way there and on the way back', async () => {
  const { emulator, webSignIn, codeFrom } = await signInAt('https://login.emulator.test')
  emulator.failNext('GET /{tenant}/v2.0/.well-known/openid-configuration', { status: 503, html: true })
  expect(await webSignIn.start({ state: 's', nonce: 'n' })).toEqual({ is: 'unavailable' })
  const start = await webSignIn.start({ state: 's', nonce: 'n' })
  if (start.is !== 'ready') throw new Error('Microsoft was not reached.')
  const code = (await codeFrom(start.url)).get('code') ?? ''
  emulator.failNext('POST /{tenant}/oauth2/v2.0/token', { status: 503, html: true })
  expect(await webSignIn.finish({ code, codeVerifier: start.codeVerifier, nonce: 'n' })).toEqual({ is: 'unavailable' })
})
