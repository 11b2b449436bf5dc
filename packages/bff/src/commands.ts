import { lacksRequired } from '@plumm/entra-shared'
import type { Config } from './config.ts'
import type { Database } from './db/database.ts'
import { type Say, erase, keysInUse, rotate, verifyAll } from './maintenance.ts'
import { describeCredential, lookAtCredential } from './tokens/credential.ts'
import { askEntra } from './tokens/entra-token.ts'

/** `pnpm bff doctor` and its like. Answers the exit code. */
export async function runCommand(
  command: string,
  rest: readonly string[],
  config: Config,
  open: (config: Config) => Promise<Database>,
): Promise<number> {
  const say = (line: string) => process.stdout.write(`${line}\n`)
  const inDatabase = async (work: (database: Database) => Promise<number>): Promise<number> => {
    const database = await open(config)
    try {
      return await work(database)
    } finally {
      await database.close()
    }
  }
  switch (command === 'doctor' ? command : [command, rest[0]].join(' ').trim()) {
    case 'doctor':
      return doctor(config, rest[0], open, say)
    case 'audit verify':
      return inDatabase(({ db }) => verifyAll(db, say))
    case 'keys rotate':
      return inDatabase(({ db }) => rotate(db, config.encryptionKeys, say))
    case 'person erase': {
      const [, companyId, personId] = rest
      if (companyId !== undefined && personId !== undefined)
        return inDatabase((database) => erase(database, config, { companyId, personId }, say))
    }
  }
  say(`There is no command "${[command, ...rest].join(' ')}". There are: ${COMMANDS.join(', ')}.`)
  return 64
}

const COMMANDS = [
  'doctor',
  'doctor <tenant id>',
  'audit verify',
  'audit verify-file <file> [<seq>:<hash>]',
  'keys rotate',
  'person erase <companyId> <personId>',
]

async function doctor(
  config: Config,
  tenantId: string | undefined,
  open: (config: Config) => Promise<Database>,
  say: Say,
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
  let database: Database | undefined
  await check('database', async () => {
    database = await open(config)
    return database.kind === 'pglite' ? 'embedded, opens and is up to date' : 'reached and up to date'
  })
  const { db } = database ?? {}
  if (db) await check('encryption keys', () => keysInUse(db, config.encryptionKeys))
  await database?.close()
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
  const options = { clientId, credential, authorityOrigin, scope, fetch, now: Date.now }
  const { result: token } = await askEntra(tenantId, 'anew', options)
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
