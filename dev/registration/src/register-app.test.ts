import { expect, it } from 'vitest'
import { type Graph, registerApp } from './register-app.ts'

const wish = {
  displayName: 'Plumm',
  bridgeUrls: ['https://app.plumm.example/entra-redirect.html'],
  bffUrl: 'https://entra.plumm.example',
}
const graphItself = {
  appRoles: [
    { id: 'id-of-write', value: 'User.ReadWrite.All' },
    { id: 'id-of-read', value: 'User.Read.All' },
    { id: 'id-of-roles', value: 'RoleManagement.Read.Directory' },
    { id: 'id-of-mail', value: 'Mail.Read' },
  ],
}

/** A Graph that answers by method and the start of a path, and notes what it was asked. */
function graphThat(answers: Record<string, Response>): {
  graph: Graph
  asked: { method: string; path: string; body: unknown; headers: Headers }[]
} {
  const asked: { method: string; path: string; body: unknown; headers: Headers }[] = []
  const fetch: Graph['fetch'] = async (input, init) => {
    const request = new Request(input, init)
    const path = new URL(request.url).pathname.replace('/v1.0', '')
    const body = await request.text()
    asked.push({ method: request.method, path, body: body === '' ? null : JSON.parse(body), headers: request.headers })
    const [, answer] = Object.entries(answers).find(([key]) => `${request.method} ${path}`.startsWith(key)) ?? []
    return answer?.clone() ?? new Response('{"error":{"code":"Request_ResourceNotFound"}}', { status: 404 })
  }
  return { graph: { origin: 'https://graph.microsoft.com', accessToken: 'of-a-developer', fetch }, asked }
}
const ownApp = { "GET /applications(uniqueName='plumm-entra')": Response.json({ appId: 'the-client-id' }) }
const graphsRoles = {
  "GET /servicePrincipals(appId='00000003-0000-0000-c000-000000000000')": Response.json(graphItself),
}

it('registers a multi-tenant app with three permissions, and nothing that gives a token to a browser', async () => {
  const { graph, asked } = graphThat({
    ...graphsRoles,
    ...ownApp,
    'PATCH /applications': Response.json({ appId: 'the-client-id' }, { status: 201 }),
    'POST /servicePrincipals': Response.json({}, { status: 201 }),
  })
  expect(await registerApp(wish, graph)).toBe('the-client-id')
  const upsert = asked.find(({ method }) => method === 'PATCH')
  expect(upsert?.headers.get('prefer')).toBe('create-if-missing')
  expect(upsert?.body).toEqual({
    displayName: 'Plumm',
    signInAudience: 'AzureADMultipleOrgs',
    groupMembershipClaims: 'DirectoryRole',
    spa: { redirectUris: ['https://app.plumm.example/entra-redirect.html'] },
    web: {
      redirectUris: ['https://entra.plumm.example/connect/consent', 'https://entra.plumm.example/connect/sign-in'],
      implicitGrantSettings: { enableIdTokenIssuance: false, enableAccessTokenIssuance: false },
    },
    requiredResourceAccess: [
      {
        resourceAppId: '00000003-0000-0000-c000-000000000000',
        resourceAccess: [
          { id: 'id-of-write', type: 'Role' },
          { id: 'id-of-read', type: 'Role' },
          { id: 'id-of-roles', type: 'Role' },
        ],
      },
    ],
  })
  expect(asked.at(-1)).toMatchObject({ method: 'POST', path: '/servicePrincipals', body: { appId: 'the-client-id' } })
})

it('run again corrects what is there: no second app, no second principal, and no key is touched', async () => {
  const { graph, asked } = graphThat({
    ...graphsRoles,
    ...ownApp,
    'PATCH /applications': new Response(null, { status: 204 }),
    "GET /servicePrincipals(appId='the-client-id')": Response.json({ id: 'principal' }),
  })
  expect(await registerApp(wish, graph)).toBe('the-client-id')
  expect(asked.filter(({ method }) => method === 'POST')).toEqual([])
  expect(JSON.stringify(asked.find(({ method }) => method === 'PATCH')?.body)).not.toMatch(/keyCredentials|password/i)
})

it('stops in Graph’s words when Graph refuses', async () => {
  const { graph } = graphThat({
    ...graphsRoles,
    'PATCH /applications': new Response('{"error":{"code":"Authorization_RequestDenied"}}', { status: 403 }),
  })
  await expect(registerApp(wish, graph)).rejects.toThrow(/answered 403.*Authorization_RequestDenied/)
})

it('stops when this cloud has no such permission', async () => {
  const { graph } = graphThat({
    "GET /servicePrincipals(appId='00000003": Response.json({ appRoles: [] }),
  })
  await expect(registerApp(wish, graph)).rejects.toThrow('no application permission User.ReadWrite.All')
})
