import { timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { z } from 'zod'
import { type Company, type PlummUser, companies, findUser } from './companies.ts'
import type { PeopleStore } from './people-store.ts'
import { AccessChange, PersonDetails, withoutReason } from './person.ts'
import type { SessionTokens } from './session-tokens.ts'

const PAGE_SIZE_MAX = 500

export interface PlummServerOptions {
  people: PeopleStore
  tokens: SessionTokens
  /** What the BFF shows when it reads the directory. */
  directoryToken: string
}

type Variables = { Variables: { company: Company; user: PlummUser } }

const NewSession = z.object({ companyId: z.string(), userId: z.string() })
const PEOPLE_AT_ONCE = 1000
const AccessOfMany = z.strictObject({ ids: z.array(z.string()).min(1).max(PEOPLE_AT_ONCE), change: AccessChange })

/** Plumm's backend as far as the demo needs one: sessions and people for its pages, the directory for the BFF. */
export function createPlummServer({ people, tokens, directoryToken }: PlummServerOptions): Hono {
  const app = new Hono()
  app.get('/plumm-api/jwks.json', (c) => c.json(tokens.jwks))
  app.get('/plumm-api/companies', (c) => c.json({ companies }))
  // A stand-in asks for no password: choosing who you are is the point of it.
  app.post('/plumm-api/session', async (c) => {
    const asked = NewSession.safeParse(await c.req.json().catch(() => undefined))
    const found = asked.success ? findUser(asked.data.companyId, asked.data.userId) : undefined
    if (!found) return c.json({ detail: 'There is no such user in this company.' }, 404)
    return c.json(await tokens.issue(found.company, found.user))
  })
  app.route('/plumm-api/people', peopleRoutes(people, tokens))
  app.get('/plumm-directory/companies/:companyId/people', (c) => {
    if (!isBearer(c.req.header('authorization'), directoryToken))
      return c.json({ detail: 'Wrong directory token.' }, 401)
    return c.json(directoryPage(people, c.req.param('companyId'), c.req.query('limit'), c.req.query('cursor')))
  })
  return app
}

function peopleRoutes(people: PeopleStore, tokens: SessionTokens): Hono<Variables> {
  const app = new Hono<Variables>()
  app.use(async (c, next) => {
    const session = await tokens.read((c.req.header('authorization') ?? '').replace(/^Bearer /, ''))
    if (!session) return c.json({ detail: 'Your session has ended. Reload the page.' }, 401)
    if (c.req.method !== 'GET' && session.user.role !== 'Administrator') {
      return c.json({ detail: 'Only administrators can change people.' }, 403)
    }
    c.set('company', session.company)
    c.set('user', session.user)
    return next()
  })
  app.get('/', (c) => {
    const everyone = people.list(c.get('company').id)
    return c.json({ people: c.get('user').role === 'Administrator' ? everyone : everyone.map(withoutReason) })
  })
  app.post('/', async (c) => {
    const details = PersonDetails.safeParse(await c.req.json().catch(() => undefined))
    if (!details.success) return c.json({ detail: z.prettifyError(details.error) }, 422)
    return c.json(people.add(c.get('company').id, details.data), 201)
  })
  app.post('/access', async (c) => {
    const asked = AccessOfMany.safeParse(await c.req.json().catch(() => undefined))
    if (!asked.success) return c.json({ detail: z.prettifyError(asked.error) }, 422)
    const changed = people.changeAccess(c.get('company').id, asked.data.ids, asked.data.change)
    return changed ? c.json({ people: changed }) : c.json({ detail: 'One of these people is not here any more.' }, 404)
  })
  app.put('/:id', async (c) => {
    const details = PersonDetails.safeParse(await c.req.json().catch(() => undefined))
    if (!details.success) return c.json({ detail: z.prettifyError(details.error) }, 422)
    const person = people.edit(c.get('company').id, c.req.param('id'), details.data)
    return person ? c.json(person) : c.json({ detail: 'Nobody here has this id.' }, 404)
  })
  return app
}

/** One page of `GET {PLUMM_API_URL}/companies/{companyId}/people` (design §6, Directory). */
function directoryPage(people: PeopleStore, companyId: string, limit: string | undefined, cursor: string | undefined) {
  const size = Math.min(Math.max(Number.parseInt(limit ?? '', 10) || 100, 1), PAGE_SIZE_MAX)
  const sorted = people.list(companyId).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  // The last id of the page before, so that people who come or go meanwhile shift nobody else.
  const page = sorted.filter(({ id }) => cursor === undefined || id > cursor).slice(0, size)
  const last = page.at(-1)
  return { people: page.map(withoutReason), nextCursor: last && last !== sorted.at(-1) ? last.id : null }
}

function isBearer(header: string | undefined, token: string): boolean {
  const shown = Buffer.from(header ?? '')
  const wanted = Buffer.from(`Bearer ${token}`)
  return shown.length === wanted.length && timingSafeEqual(shown, wanted)
}
