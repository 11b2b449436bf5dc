import type { Emulator } from '@plumm/entra-emulator'
import { ConnectAttempt, ConnectAttemptStart, Problem } from '@plumm/entra-shared'
import { type CompanyName, companies } from './companies.ts'
import type { World } from './world.ts'

type IdTokenOptions = Parameters<Emulator['idToken']>[0]

/** A company presses Connect. */
export async function startConnecting(
  world: World,
  as: CompanyName = 'northwind',
  body: { returnTo?: string } = {},
): Promise<ConnectAttemptStart> {
  return ConnectAttemptStart.parse(await (await world.call('POST', '/api/connection/attempts', { as, body })).json())
}

/** What the sign-in window gives the widget: the token of the tenant's administrator, or one that is wrong in a chosen way. */
export function idTokenFor(
  world: World,
  start: { nonce: string },
  changes: Partial<IdTokenOptions> = {},
  as: CompanyName = 'northwind',
): Promise<string> {
  const { domain, admin } = companies[as]
  return world.emulator.idToken({ tenant: domain, user: admin, nonce: start.nonce, ...changes })
}

/** The widget hands over the token. */
export function handOver(
  world: World,
  attemptId: string,
  idToken: string,
  as: CompanyName = 'northwind',
): Promise<Response> {
  return world.call('POST', `/api/connection/attempts/${attemptId}/sign-in`, { as, body: { idToken } })
}

/** Connect and sign in, up to Microsoft's consent page. */
export async function untilConsentPage(
  world: World,
  as: CompanyName = 'northwind',
): Promise<{ attemptId: string; page: URL; state: string; tenantId: string }> {
  const start = await startConnecting(world, as)
  const attempt = ConnectAttempt.parse(
    await (await handOver(world, start.attemptId, await idTokenFor(world, start, {}, as), as)).json(),
  )
  if (attempt.consentUrl === null) throw new Error(`No consent is asked for: ${JSON.stringify(attempt)}`)
  const page = new URL(attempt.consentUrl)
  return {
    attemptId: start.attemptId,
    page,
    state: page.searchParams.get('state') ?? '',
    tenantId: world.emulator.tenant(companies[as].domain).id,
  }
}

/** Microsoft sends the administrator's browser back to us, with whatever somebody put into the address. */
export async function consentRedirect(
  world: World,
  query: Record<string, string>,
): Promise<{ status: number; title: string }> {
  const response = await world.app.request(
    `https://bff.plumm.test/connect/consent?${new URLSearchParams(query).toString()}`,
  )
  const title = /<title>(.*?)<\/title>/.exec(await response.text())?.[1] ?? ''
  return { status: response.status, title }
}

export async function watchAttempt(
  world: World,
  attemptId: string,
  as: CompanyName = 'northwind',
): Promise<ConnectAttempt> {
  return ConnectAttempt.parse(await (await world.call('GET', `/api/connection/attempts/${attemptId}`, { as })).json())
}

/** A refusal as a client sees it, such as `409 wrong-state`; a success is only its status. */
export async function answerOf(response: Response): Promise<string> {
  if (response.ok) return String(response.status)
  const problem = Problem.parse(await response.json())
  if (problem.status !== response.status)
    throw new Error(`The document says ${problem.status}, the answer ${response.status}.`)
  return `${response.status} ${problem.code}`
}
