import type { Context, Hono } from 'hono'
import * as z from 'zod/mini'
import type { Api, Endpoint, EndpointName, ReplyOf } from '@plumm/entra-shared'
import { api } from '@plumm/entra-shared'
import type { CallerLimit } from './caller-limit.ts'
import { HttpProblem } from './problem.ts'
import { type Session, type SessionCheck, may } from './session.ts'

/**
 * The contract is written with zod/mini, which brings no words for what is wrong: a browser need not load them. Here
 * they are part of the answer (https://zod.dev/packages/mini#no-default-locale).
 */
z.config(z.locales.en())

export interface Variables {
  requestId: string
}
export type App = Hono<{ Variables: Variables }>

type Parsed<N extends EndpointName, Part extends 'body' | 'query'> =
  Api[N] extends Record<Part, infer S extends z.ZodMiniType> ? z.output<S> : undefined

export interface Call<N extends EndpointName> {
  session: Session
  requestId: string
  id: string
  body: Parsed<N, 'body'>
  query: Parsed<N, 'query'>
  context: Context<{ Variables: Variables }>
}

/** What a handler returns: the reply, or for streams and downloads the response itself. */
type Answer<N extends EndpointName> = Api[N]['reply'] extends null ? Response : ReplyOf<N>

/** Registers endpoints of the contract: session, permission, parsing and the reply's shape are the contract's business. */
export function createContractRouter(app: App, checkSession: SessionCheck, limit: CallerLimit) {
  return function serve<N extends EndpointName>(name: N, handle: (call: Call<N>) => Promise<Answer<N>>): void {
    const endpoint: Endpoint = api[name]
    app.on(endpoint.method, endpoint.path, async (context) => {
      const session = await checkSession(context.req.header('authorization'))
      if (!may(session, endpoint.permission)) {
        throw new HttpProblem(403, 'permission-missing', {
          detail: `This needs the permission ${endpoint.permission} in Plumm. An administrator of Plumm can give it to you.`,
          actor: 'hr',
        })
      }
      await limit(session, { isCostly: endpoint.isCostly === true })
      refuseUnkeepable([context.req.param('id') ?? '', ...Object.values(context.req.query())])
      const query = endpoint.query ? parse(endpoint.query, context.req.query(), 'query') : undefined
      const body = endpoint.body ? parse(endpoint.body, await readJson(context), 'body') : undefined
      const answer = await handle({
        session,
        requestId: context.get('requestId'),
        id: context.req.param('id') ?? '',
        // The schemas above are this endpoint's own; TypeScript cannot follow an index by a type parameter that far.
        body: body as Parsed<N, 'body'>,
        query: query as Parsed<N, 'query'>,
        context,
      })
      if (answer instanceof Response) return answer
      return context.json(endpoint.reply ? endpoint.reply.parse(answer) : null, endpoint.status)
    })
  }
}
export type Serve = ReturnType<typeof createContractRouter>

/** PostgreSQL keeps no U+0000 and no half of a surrogate pair; better told here than as an error of the database. */
function refuseUnkeepable(texts: readonly string[]): void {
  if (texts.some((text) => text.includes('\0') || !text.isWellFormed())) {
    throw new HttpProblem(400, 'bad-request', {
      detail: 'The request holds a character that is not one, such as U+0000.',
    })
  }
}

/**
 * Reads a JSON body. Another content type is refused: it is what a page can send anywhere without asking first.
 * @throws HttpProblem 400, 415
 */
async function readJson(context: Context): Promise<unknown> {
  const text = await context.req.text()
  if (text !== '' && !/^application\/json\s*(;|$)/i.test(context.req.header('content-type') ?? '')) {
    throw new HttpProblem(415, 'not-json', { detail: 'Send the body as application/json. Nothing was changed.' })
  }
  const texts: string[] = []
  const collect = (key: string, value: unknown) => {
    texts.push(key)
    if (typeof value === 'string') texts.push(value)
    return value
  }
  let body: unknown
  try {
    body = text === '' ? {} : JSON.parse(text, collect)
  } catch {
    throw new HttpProblem(400, 'bad-request', { detail: 'The body is not JSON.' })
  }
  refuseUnkeepable(texts)
  return body
}

/** Parses what came in. @throws HttpProblem 400 naming each place and what is wrong there */
export function parse<S extends z.ZodMiniType>(
  schema: S,
  value: unknown,
  where: 'body' | 'query',
  status: 400 | 422 = 400,
): z.output<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issues = result.error.issues
    .slice(0, 20)
    .map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  const places = issues.map(({ path, message }) => `${path || where}: ${message}`).join('; ')
  throw new HttpProblem(status, 'contract-broken', {
    detail: `The ${where} is not what the contract says. ${places}`,
    issues,
  })
}
