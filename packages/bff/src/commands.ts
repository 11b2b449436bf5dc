import { lacksRequired } from '@plumm/entra-shared'
import type { Config } from './config.ts'
import type { Database } from './db/database.ts'
import { inSystem } from './db/tenancy.ts'
import { verifyAudit } from './audit/verify.ts'
import { describeCredential, lookAtCredential } from './tokens/credential.ts'
import { createTokenSource } from './tokens/token-source.ts'

/** `pnpm bff doctor [tenant id]` and `pnpm bff audit verify`. Answers the exit code. */
export async function runCommand(
  command: string,
  rest: readonly string[],
  config: Config,
  open: (config: Config) => Promise<Database>,
): Promise<number> {
  const say = (line: string) => process.stdout.write(`${line}\n`)
  if (command === 'doctor') return doctor(config, rest[0], open, say)
  if (command === 'audit' && rest[0] === 'verify') return verifyAll(config, open, say)
  say(`There is no command "${[command, ...rest].join(' ')}". There are: doctor, doctor <tenant id>, audit verify.`)
  return 64
}

async function doctor(
  config: Config,
  tenantId: string | undefined,
  open: (config: Config) => Promise<Database>,
  say: (line: string) => void,
): Promise<number> {
  say('ok    configuration: every setting can be used')
  let failures = 0
  const check = async (name: string, look: () => Promise<string>) => {
    try {
      say(`ok    ${name}: ${await look()}`)
    } catch (error) {
      failures += 1
      say(`wrong ${name}: ${wordsFor(error)}`)
    }
  }
  await check('credential', () => {
    const words = describeCredential(lookAtCredential(config.entra.credential), new Date())
    return Promise.resolve(`${words}; for the app ${config.entra.clientId}`)
  })
  await check('database', async () => {
    const database = await open(config)
    await database.close()
    return database.kind === 'pglite' ? 'embedded, opens and is up to date' : 'reached and up to date'
  })
  await check('Microsoft sign-in', () =>
    answers(`${config.entra.authorityOrigin}/organizations/v2.0/.well-known/openid-configuration`),
  )
  if (tenantId === undefined) {
    say('-     app-only token: not tried, for it takes a customer’s tenant. Try one with: pnpm bff doctor <tenant id>')
  } else await check('app-only token', () => tryToken(config, tenantId))
  await check('Plumm’s keys', () => answers(config.plumm.jwksUrl))
  return failures === 0 ? 0 : 1
}

/** Whether Entra takes the credential, and what that tenant has granted. Nothing of it is kept. */
async function tryToken({ entra }: Config, tenantId: string): Promise<string> {
  const { clientId, credential, authorityOrigin, graphScope: scope } = entra
  const cache = { read: () => Promise.resolve(null), write: () => Promise.resolve() }
  const source = createTokenSource({ clientId, credential, authorityOrigin, scope, fetch, now: Date.now, cache })
  const token = await source.accessToken(tenantId)
  if (!token.ok) throw new Error(`${tenantId} gives none (${token.failure.is})`)
  const granted = token.roles.length === 0 ? 'nothing' : token.roles.join(', ')
  if (lacksRequired(token.roles)) throw new Error(`${tenantId} has granted too little: ${granted}`)
  return `${tenantId} gives one, with ${granted}`
}

/** `fetch failed` alone helps nobody; the cause says whether it is the name, the port or the certificate. */
function wordsFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message
}

async function answers(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) }).catch((error: unknown) => {
    throw new Error(`${url} cannot be reached: ${wordsFor(error)}`)
  })
  if (!response.ok) throw new Error(`${url} answers ${response.status}`)
  return `${url} answers`
}

async function verifyAll(
  config: Config,
  open: (config: Config) => Promise<Database>,
  say: (line: string) => void,
): Promise<number> {
  const database = await open(config)
  try {
    const companies = await inSystem(database.db, 'count-for-metrics', (trx) =>
      trx.selectFrom('connection').select('company_id').execute(),
    )
    let broken = 0
    for (const { company_id: companyId } of companies) {
      const result = await verifyAudit(database.db, companyId)
      if (!result.ok) broken += 1
      say(
        `${result.ok ? 'whole ' : 'BROKEN'} ${companyId}: ${result.entries} entries, head ${result.head}${result.brokenAt === null ? '' : `, first wrong entry ${result.brokenAt}`}`,
      )
    }
    if (companies.length === 0) say('There is no company yet.')
    return broken === 0 ? 0 : 1
  } finally {
    await database.close()
  }
}
