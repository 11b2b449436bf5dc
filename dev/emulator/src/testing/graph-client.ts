import { type Emulator, type EmulatorOptions, createEmulator } from '../emulator.ts'
import { type Json, type JsonObject, isObject, parseJson, textOf } from '../json.ts'

/** An answer of Graph's, read. */
export interface Answer {
  status: number
  headers: Headers
  body: JsonObject
  /** The error's `code`, where it is one. */
  code: Json | undefined
  message: Json | undefined
}

export interface TestWorld {
  emulator: Emulator
  /** The time the emulator goes by, in ms. */
  clock: { now: number }
  graph: (method: string, path: string, body?: Json, headers?: Record<string, string>) => Promise<Answer>
  /** POST /contoso.com/oauth2/v2.0/token */
  token: (form: Record<string, string>, authority?: string) => Promise<Answer>
  appToken: (authority?: string) => Promise<string>
}

export const CONTOSO = 'contoso.com'

/** An emulator with a clock of its own and Contoso's consent, and plain HTTP to talk to it. */
export async function testWorld(options: EmulatorOptions & { isConsented?: boolean } = {}): Promise<TestWorld> {
  const clock = { now: Date.parse('2026-11-02T09:00:00Z') }
  const { isConsented = true, ...rest } = options
  const emulator = await createEmulator({ now: () => clock.now, random: () => 0.5, ...rest })
  if (isConsented) emulator.tenant(CONTOSO).grantConsent()
  let cached: { token: string; until: number } | undefined

  async function send(url: string, init: RequestInit): Promise<Answer> {
    const response = await emulator.fetch(url, init)
    const parsed = parseJson(await response.text())
    const body = isObject(parsed) ? parsed : {}
    const error = isObject(body.error) ? body.error : {}
    return { status: response.status, headers: response.headers, body, code: error.code, message: error.message }
  }
  const token: TestWorld['token'] = (form, authority = CONTOSO) =>
    send(`https://login.microsoftonline.com/${authority}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    })
  const appToken: TestWorld['appToken'] = async (authority) => {
    const { clientId, clientSecret } = emulator.app
    const { body } = await token(
      {
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
        scope: 'https://graph.microsoft.com/.default',
      },
      authority,
    )
    return textOf(body.access_token) ?? ''
  }
  return {
    emulator,
    clock,
    token,
    appToken,
    async graph(method, path, body, headers = {}) {
      if (!cached || cached.until < clock.now) cached = { token: await appToken(), until: clock.now + 3_000_000 }
      return send(`https://graph.microsoft.com/v1.0${path}`, {
        method,
        headers: {
          authorization: `Bearer ${cached.token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
    },
  }
}

/** A create body that Graph accepts. */
export function newUser(local: string, more: JsonObject = {}): JsonObject {
  return {
    accountEnabled: true,
    displayName: local,
    mailNickname: local.replace(/[^A-Za-z0-9]/g, ''),
    userPrincipalName: `${local}@contoso.com`,
    passwordProfile: { forceChangePasswordNextSignIn: true, password: 'xWwvJ]6NMw+bWH-d' },
    ...more,
  }
}

/** A text in an answer, such as an id; empty when it is none. */
export function textIn(value: Json | undefined): string {
  return textOf(value) ?? ''
}
