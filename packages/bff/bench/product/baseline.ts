import { Client, type Context } from '@microsoft/microsoft-graph-client'
import { z } from 'zod'
import { USER_QUERY } from '../../src/graph/user.ts'
import type { BenchEntra } from './entra.ts'

const Created = z.looseObject({ id: z.string() })
const Token = z.looseObject({ access_token: z.string() })

/** Microsoft's Graph client, called one person after another: how it is usually done. */
export async function openBaseline(entra: BenchEntra, tenantId: string) {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: entra.clientId,
    client_secret: entra.clientSecret,
    scope: 'https://graph.microsoft.com/.default',
  })
  const url = `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`
  const answer = await entra.fetch(new Request(url, { method: 'POST', body: form }))
  const { access_token: token } = Token.parse(await answer.json())
  const client = Client.initWithMiddleware({
    middleware: {
      async execute(context: Context) {
        const { method = 'GET', body } = context.options ?? {}
        const headers = new Headers(context.options?.headers)
        headers.set('authorization', `Bearer ${token}`)
        const request = new Request(context.request, { method, headers, ...(typeof body === 'string' ? { body } : {}) })
        context.response = await entra.fetch(request)
      },
    },
  })
  const find = (filter: string) => client.api(`/users?${USER_QUERY}&$filter=${encodeURIComponent(filter)}`).get()

  return {
    /** The calls that a first sync makes for somebody new: two looks and a create. */
    async create(user: { email: string; firstName: string; lastName: string }): Promise<string> {
      await find(`userPrincipalName eq '${user.email}'`)
      await find(`mail eq '${user.email}' or proxyAddresses/any(a:a eq 'smtp:${user.email}')`)
      const created: unknown = await client.api('/users').post({
        accountEnabled: true,
        userPrincipalName: user.email,
        mailNickname: user.email.split('@')[0],
        displayName: `${user.firstName} ${user.lastName}`,
        passwordProfile: { forceChangePasswordNextSignIn: true, password: 'aB3$aB3$aB3$' },
      })
      return Created.parse(created).id
    },
    /** The calls that a manager takes once both have an account: a look and a reference. */
    async setManager(id: string, managerId: string): Promise<void> {
      await client.api(`/users/${id}?${USER_QUERY}`).get()
      const target = { '@odata.id': `https://graph.microsoft.com/v1.0/users/${managerId}` }
      await client.api(`/users/${id}/manager/$ref`).put(target)
    },
    async read(id: string): Promise<void> {
      await client.api(`/users/${id}?${USER_QUERY}`).get()
    },
  }
}

/** How many a second go through, one after the other. */
export async function oneByOne<T>(all: readonly T[], handle: (each: T) => Promise<unknown>): Promise<number> {
  const began = performance.now()
  for (const each of all) await handle(each)
  return (all.length * 1000) / (performance.now() - began)
}
