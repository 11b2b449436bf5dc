import { Webhook } from 'standardwebhooks'
import { ConnectAttempt, ConnectAttemptStart, ConnectLink, Holds, Preview, api } from '@plumm/entra-shared'
import { type CompanyName, companies } from '../companies.ts'
import type { World } from '../world.ts'
import { spoil } from './spoil.ts'
import { type Caller, type Wish, known } from './wishes.ts'
import { BFF } from '../config-for.ts'

const nameOf = (wish: Wish) => (wish.to === 'api' ? wish.name : wish.to)

/** What has been sent, and what came back; a body that never ends is not read. */
export interface Exchange {
  what: string
  /** Whether the request was one that the door lets in. */
  isLetIn: boolean
  status: number
  headers: Headers
  text: string
  as: 'northwind' | 'tailspin' | 'nobody'
}

/** Sends wishes to a world, and remembers what it said that later wishes refer to. */
export async function createSender(world: World) {
  const memories = { northwind: memoryOf(world, 'northwind'), tailspin: memoryOf(world, 'tailspin') }
  const tokens = await tokensOf(world)

  return async (wish: Wish): Promise<Exchange> => {
    const what = nameOf(wish)
    const { request, isLetIn, as } = await requestFor(wish)
    const response = await world.app.request(request)
    const text = what === 'stream' ? await cutOff(response) : await response.text()
    if (wish.to === 'api' && response.ok && as !== 'nobody') learn(memories[as], wish.name, text)
    return { what, isLetIn, status: response.status, headers: response.headers, text, as }
  }

  async function requestFor(wish: Wish): Promise<Pick<Exchange, 'isLetIn' | 'as'> & { request: Request }> {
    switch (wish.to) {
      case 'api': {
        const { method, path } = api[wish.name]
        const as = tokens.companyOf(wish.caller)
        const seen = memories[as === 'nobody' ? 'northwind' : as]
        const fill = (text: string) => fillIn(text, seen)
        if (wish.name === 'signIn') await readyToken(as === 'tailspin' ? as : 'northwind')
        const url = new URL(path.replace(':id', encodeURIComponent(fill(wish.id).toWellFormed() || 'x')), BFF)
        for (const [key, value] of Object.entries(wish.query)) url.searchParams.set(key, fill(value).toWellFormed())
        const headers = new Headers({
          'content-type': 'application/json',
          ...tokens.header(wish.caller),
          ...wish.headers,
        })
        const body =
          'raw' in wish.body ? wish.body.raw : fill(JSON.stringify(spoil(wish.body.json, wish.body.spoiled)) ?? '')
        const request = new Request(url, { method, headers, ...(method === 'GET' ? {} : { body }) })
        const isLetIn = tokens.isGood(wish.caller) && !('authorization' in wish.headers)
        return { request, isLetIn, as }
      }
      case 'event': {
        const people = spoil(wish.people, wish.spoiled)
        const { headers, body } = signed(world, wish, people)
        return {
          request: new Request(`${BFF}/webhooks/plumm`, { method: 'POST', headers, body }),
          isLetIn: wish.signature === 'right',
          as: 'nobody',
        }
      }
      case 'graph': {
        const url = new URL('/webhooks/graph', BFF)
        if (wish.validationToken !== null) url.searchParams.set('validationToken', wish.validationToken.toWellFormed())
        const body = JSON.stringify(wish.body) ?? ''
        return { request: new Request(url, { method: 'POST', body }), isLetIn: false, as: 'nobody' }
      }
      case 'consent': {
        const url = new URL('/connect/consent', BFF)
        for (const [key, value] of Object.entries(wish.query))
          url.searchParams.set(key, fillIn(value, memories.tailspin).toWellFormed())
        return { request: new Request(url), isLetIn: false, as: 'nobody' }
      }
      case 'link':
        return { request: linkRequest(wish), isLetIn: false, as: 'nobody' }
      case 'elsewhere':
        return {
          request: new Request(`${BFF}${wish.path}`, { method: wish.method, headers: wish.headers }),
          isLetIn: false,
          as: 'nobody',
        }
    }
  }

  function linkRequest({ page, token, query }: Extract<Wish, { to: 'link' }>): Request {
    const link = encodeURIComponent(fillIn(token, memories.northwind).toWellFormed() || 'x')
    const fields = new URLSearchParams()
    for (const [key, value] of Object.entries(query)) fields.set(key, value.toWellFormed())
    switch (page) {
      case 'look':
        return new Request(`${BFF}/connect/by-link/${link}`)
      case 'press':
        return new Request(`${BFF}/connect/by-link/${link}`, { method: 'POST', body: fields })
      case 'arrive':
        return new Request(`${BFF}/connect/sign-in?${fields.toString()}`)
      case 'confirm':
        return new Request(`${BFF}/connect/confirm`, { method: 'POST', body: fields })
    }
  }

  /** The administrator signs in for the attempt that is under way, so that some attempts succeed. */
  async function readyToken(as: CompanyName): Promise<void> {
    const nonce = memories[as].get('nonce') ?? 'none'
    const { domain, admin } = companies[as]
    memories[as].set('{id-token}', await world.emulator.idToken({ tenant: domain, user: admin, nonce }))
  }
}

/** What a company's answers said that its later requests refer to. */
type Memory = Map<string, string>

function memoryOf(world: World, company: CompanyName): Memory {
  const memory: Memory = new Map(known.map((name) => [name, 'none']))
  return memory.set('{tenant}', world.emulator.tenant(companies[company].domain).id)
}

function fillIn(text: string, memory: Memory): string {
  return known.reduce((filled, name) => filled.replaceAll(name, memory.get(name) ?? 'none'), text)
}

function learn(memory: Memory, name: string, text: string): void {
  if (name === 'startAttempt') {
    const start = ConnectAttemptStart.parse(JSON.parse(text))
    memory.set('{attempt}', start.attemptId).set('nonce', start.nonce)
  } else if (name === 'makeLink') {
    memory.set('{link}', ConnectLink.parse(JSON.parse(text)).url.split('/').at(-1) ?? 'none')
  } else if (name === 'signIn') {
    const { consentUrl } = ConnectAttempt.parse(JSON.parse(text))
    if (consentUrl) memory.set('{state}', new URL(consentUrl).searchParams.get('state') ?? 'none')
  } else if (name === 'getPreview') memory.set('{preview}', Preview.parse(JSON.parse(text)).previewId)
  else if (name === 'getHolds') {
    const [hold] = Holds.parse(JSON.parse(text)).holds
    memory.set('{hold}', hold?.id ?? 'none').set('{choice}', hold?.choices[0] ?? 'none')
  }
}

/** A stream lasts as long as its session: its greeting is enough. */
async function cutOff(response: Response): Promise<string> {
  if (!response.ok) return response.text()
  const reader = response.body?.getReader()
  const first = await reader?.read()
  await reader?.cancel()
  return new TextDecoder().decode(first?.value)
}

async function tokensOf(world: World) {
  const good = {
    administrator: await world.session('northwind'),
    'administrator of another company': await world.session('tailspin'),
    reader: await world.session('northwind', ['integrations:read']),
    viewer: await world.session('northwind', ['status:read']),
  }
  const bad = {
    garbage: 'garbage',
    expired: await world.sessionWith({ issuedSecondsAgo: 2_000 }),
    'of another issuer': await world.sessionWith({ issuer: 'https://plumm.example' }),
    unsigned: `${Buffer.from('{"alg":"none"}').toString('base64url')}.${good.administrator.split('.')[1]}.`,
  }
  const all: Partial<Record<Caller, string>> = { ...good, ...bad }
  return {
    header: (caller: Caller): Record<string, string> => {
      const token = all[caller]
      return token === undefined ? {} : { authorization: `Bearer ${token}` }
    },
    isGood: (caller: Caller) => caller in good,
    companyOf: (caller: Caller): Exchange['as'] =>
      caller === 'administrator of another company' ? 'tailspin' : caller in good ? 'northwind' : 'nobody',
  }
}

function signed(world: World, { signature, id }: Extract<Wish, { to: 'event' }>, people: unknown) {
  const at = signature === 'old' ? new Date(Date.now() - 3_600_000) : new Date()
  const raw = JSON.stringify({
    type: 'person.changed',
    timestamp: at.toISOString(),
    data: { companyId: companies.northwind.id, people },
  })
  const { headers, body } = world.signed([], { id, at, raw })
  if (signature === 'none') return { headers: {}, body }
  const stranger = new Webhook(`whsec_${Buffer.from('another secret of thirty-two byt').toString('base64')}`)
  return signature === 'wrong'
    ? { headers: { ...headers, 'webhook-signature': stranger.sign(id, at, body) }, body }
    : { headers, body }
}
