import { createEmulator } from '@plumm/entra-emulator'
import { type EntraCall, type EntraFigures, type EntraReply, nowOf } from './entra-messages.ts'
import { companyPerson } from './people.ts'

/**
 * The emulator in a process of its own, so that what a benchmark measures is the BFF: its time, its memory, one core.
 * Run by `fork`; answers each message with one that carries the same number.
 */
let emulator: Awaited<ReturnType<typeof createEmulator>> | null = null
let seen = 0
const DOMAIN = 'contoso.com'
const BASELINE_DOMAIN = 'fabrikam.com'

async function answer(call: EntraCall): Promise<unknown> {
  if (call.is === 'open') {
    emulator = await createEmulator({
      now: () => nowOf(call.clock),
      latencyMs: call.latencyMs / call.clock.factor,
      pageSize: 999,
    })
    const tenant = emulator.tenant(DOMAIN)
    tenant.grantConsent()
    for (const index of range(0, call.people)) tenant.addUser(accountOf(index))
    emulator.addRedirectUri('https://bff.plumm.test/connect/consent')
    const baseline = emulator.tenant(BASELINE_DOMAIN)
    baseline.grantConsent()
    return { ...emulator.app, tenantId: tenant.id, baselineTenantId: baseline.id }
  }
  if (!emulator) throw new Error('Entra is not open.')
  switch (call.is) {
    case 'fetch':
      return reply(await emulator.fetch(call.url, { method: call.method, headers: call.headers, body: call.body }))
    case 'idToken':
      return emulator.idToken({ tenant: DOMAIN, user: `admin@${DOMAIN}`, nonce: call.nonce })
    case 'accounts': {
      const users = emulator.tenant(DOMAIN).users()
      const idOf = new Map(users.map(({ id, userPrincipalName }) => [userPrincipalName, id]))
      return range(call.from, call.to).map((index) => idOf.get(companyPerson(index).email) ?? '')
    }
    case 'figures':
      return figures(emulator)
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at)
}

async function reply(response: Response): Promise<EntraReply> {
  return { status: response.status, headers: [...response.headers], body: await response.text() }
}

function figures({ requests }: { requests: (filter: { since: number }) => LoggedCall[] }): EntraFigures {
  const calls = requests({ since: seen }).filter(({ path }) => path.startsWith('/v1.0/'))
  seen = calls.at(-1)?.id ?? seen
  const byPattern: Record<string, number> = {}
  for (const { pattern } of calls) byPattern[pattern] = (byPattern[pattern] ?? 0) + 1
  return {
    calls: calls.length,
    throttled: calls.filter(({ status }) => status === 429).length,
    byPattern,
    writesAt: calls.filter(({ method }) => method !== 'GET').map(({ at }) => at),
  }
}
interface LoggedCall {
  id: number
  at: number
  method: string
  path: string
  pattern: string
  status: number
}

/** The account that a person of Plumm has when they are in step. */
function accountOf(index: number) {
  const { email, firstName, lastName, role, department, employeeNumber } = companyPerson(index)
  return {
    userPrincipalName: email,
    displayName: `${firstName} ${lastName}`,
    givenName: firstName,
    surname: lastName,
    jobTitle: role,
    department,
    employeeId: employeeNumber,
    mail: email,
  }
}

process.on('message', (message: { id: number; call: EntraCall }) => {
  answer(message.call).then(
    (value) => process.send?.({ id: message.id, value }),
    (error: unknown) => process.send?.({ id: message.id, error: String(error) }),
  )
})
// Nobody is left to ask.
process.on('disconnect', () => process.exit(0))
