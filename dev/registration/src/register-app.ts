import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { GRAPH_APP_ID, type RegistrationWish, wantedApplication } from './wanted-application.ts'

/** Names the registration for ever, so that running this again changes it and makes no second one. */
const UNIQUE_NAME = 'plumm-entra'
const GRAPH = 'https://graph.microsoft.com'

const GraphItself = z.object({ appRoles: z.array(z.object({ id: z.string(), value: z.string().nullable() })) })
const Registered = z.object({ appId: z.string() })

export interface Graph {
  origin: string
  accessToken: string
  fetch: typeof fetch
}

/**
 * Makes or corrects Plumm's app registration, and its service principal in Plumm's own tenant. Safe to run again. It sets
 * no secret and no certificate: those are rotated by hand, one beside the other.
 * Needs Application.ReadWrite.All of whoever signs in (https://learn.microsoft.com/en-us/graph/api/application-upsert).
 * @returns the client id, for ENTRA_CLIENT_ID
 * @throws Error in Graph's words
 */
export async function registerApp(wish: RegistrationWish, graph: Graph): Promise<string> {
  const graphItself = GraphItself.parse(
    await ask(graph, 'GET', `/servicePrincipals(appId='${GRAPH_APP_ID}')?$select=appRoles`),
  )
  const roleIds = new Map(
    graphItself.appRoles.flatMap(({ id, value }) => (value === null ? [] : [[value, id] as const])),
  )
  const path = `/applications(uniqueName='${UNIQUE_NAME}')`
  await ask(graph, 'PATCH', path, wantedApplication(wish, roleIds), { prefer: 'create-if-missing' })
  const { appId } = Registered.parse(await ask(graph, 'GET', `${path}?$select=appId`))
  const principal = await ask(graph, 'GET', `/servicePrincipals(appId='${appId}')?$select=id`)
  if (principal === null) await ask(graph, 'POST', '/servicePrincipals', { appId })
  return appId
}

/** Graph's answer; null when there is no such thing. */
async function ask(
  { origin, accessToken, fetch }: Graph,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const response = await fetch(`${origin}/v1.0${path}`, {
    method,
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (response.status === 404 && method === 'GET') return null
  const answer = await response.text()
  if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${answer}`)
  return answer === '' ? null : JSON.parse(answer)
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      name: { type: 'string', default: 'Plumm' },
      bridge: { type: 'string', multiple: true },
      bff: { type: 'string' },
      graph: { type: 'string', default: GRAPH },
    },
  })
  if (values.bff === undefined || !values.bridge?.length) {
    console.error(
      'Say where things are: --bff https://entra.plumm.example --bridge https://app.plumm.example/entra-redirect.html',
    )
    process.exit(64)
  }
  // Not as an argument: everybody on the machine can read those.
  const accessToken = (await text(process.stdin)).trim()
  const wish = { displayName: values.name, bffUrl: values.bff, bridgeUrls: values.bridge }
  const clientId = await registerApp(wish, { origin: values.graph, accessToken, fetch })
  console.log(`ENTRA_CLIENT_ID=${clientId}`)
  console.log('Next: add a certificate to the registration, see docs/app-registration.md.')
}
