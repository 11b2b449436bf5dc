import {
  type Endpoint,
  type AuditEntry,
  type AuditVerification,
  type ConnectAttempt,
  type Connection,
  type EndpointName,
  type FieldMapping,
  type Hold,
  type KnownPerson,
  type PersonStatusReport,
  type Preview,
  type PreviewRow,
  type Problem,
  type ProblemCode,
  type Readiness,
  type ReplyOf,
  type Settings,
  type StreamEvent,
  type Tenant,
  api,
  auditKindOf,
  defaultFieldMapping,
  defaultSettings,
  graphPermissions,
  noCounts,
  planKinds,
  upgradeFieldMapping,
} from '../packages/shared/src/index.ts'
import { firstReadiness } from './fake-readiness.ts'
import { NOW, ago, diary, knownPeople, openHolds, planRows } from './fake-people.ts'

export const contoso: Tenant = { id: '0b8f2a64-7c1d-4f0e-9a53-2d6c5e7f8a91', name: 'Contoso', domain: 'contoso.com' }

/** All that the fake knows; a story says what differs. */
export interface FakeWorld {
  connection: Connection
  attempt: ConnectAttempt
  preview: Pick<Preview, 'state' | 'planned' | 'failure'> & { rows: PreviewRow[]; mapping?: Preview['mapping'] }
  statuses: PersonStatusReport[]
  holds: Hold[]
  people: KnownPerson[]
  audit: AuditEntry[]
  /** Above 1, retention has removed what was older. */
  oldestKept: number
  verification: AuditVerification
  readiness: Readiness
  settings: Settings
  fieldMapping: FieldMapping
  /** Endpoints that say no. */
  refusals: Partial<Record<EndpointName, ProblemCode>>
  /** Endpoints that never answer. */
  silent: EndpointName[]
  /** Downloads that begin and do not end. */
  filesHang: boolean
  isDown: boolean
}

export interface FakeBff {
  fetch: typeof fetch
  /** Names of the endpoints that were called, in order. */
  calls: EndpointName[]
  world: FakeWorld
  /** Says something on the live stream. */
  push: (event: StreamEvent) => void
}

const granted = graphPermissions.map(({ name, required }) => ({ name, required, granted: true }))
const notGranted = graphPermissions.map(({ name, required }) => ({ name, required, granted: false }))

export const disconnected = (previousTenant: Tenant | null = null): Connection => ({
  state: 'disconnected',
  since: ago(60),
  permissions: notGranted,
  counts: noCounts(),
  previousTenant,
})

/** What every connected state has. */
export function connected() {
  return {
    since: ago(300),
    permissions: granted,
    counts: { ...noCounts(), synced: 408, suspended: 4 },
    tenant: contoso,
    connectedBy: { name: 'Adele Vance', signInName: 'adele@contoso.com' },
    lastChangeAt: ago(0.2),
    openHolds: 0,
    progress: null,
    credential: { kind: 'certificate', expiresAt: '2027-10-31T00:00:00.000Z', warning: null },
    watch: { by: 'notices', everySeconds: 60 },
  } as const
}

export const attempt = (state: ConnectAttempt['state'], more: Partial<ConnectAttempt> = {}): ConnectAttempt => ({
  attemptId: 'a-1',
  state,
  refusal: null,
  link: null,
  consentUrl: state === 'awaiting-consent' ? 'https://login.example/adminconsent' : null,
  tenant: contoso,
  permissions: notGranted,
  ...more,
})

type Handlers = {
  [N in EndpointName]?: (request: { world: FakeWorld; id: string; query: URLSearchParams; body: unknown }) => ReplyOf<N>
}

/** The contract, answered from memory. Its replies are parsed by the contract too, so it cannot tell what a BFF could not. */
export function createFakeBff(given: Partial<FakeWorld> = {}): FakeBff {
  const world: FakeWorld = {
    connection: { state: 'active', ...connected() },
    attempt: attempt('awaiting-consent'),
    preview: { state: 'ready', planned: 60, rows: planRows(60), failure: null },
    statuses: [],
    holds: openHolds(),
    people: knownPeople(),
    audit: diary(),
    oldestKept: 1,
    verification: { ok: true, entries: 1_234, erased: 0, sealed: null, head: 'a9f0c2d1'.repeat(8), brokenAt: null },
    readiness: firstReadiness,
    settings: defaultSettings,
    fieldMapping: defaultFieldMapping,
    refusals: {},
    silent: [],
    filesHang: false,
    isDown: false,
    ...given,
  }
  const calls: EndpointName[] = []
  const lines = new Set<ReadableStreamDefaultController<Uint8Array>>()
  const push = ({ event, data }: StreamEvent) => {
    const text = new TextEncoder().encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    for (const line of lines) line.enqueue(text)
  }

  const answer = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input, 'https://bff.example')
    const found = match(init.method ?? 'GET', url.pathname)
    if (!found) return problem('not-found')
    const { name, id } = found
    calls.push(name)
    if (world.isDown) throw new TypeError('Failed to fetch')
    if (world.silent.includes(name)) return new Promise(() => undefined)
    const refusal = world.refusals[name]
    if (refusal) return problem(refusal)
    if (name === 'stream') return stream(lines, init.signal)
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
    const file = files[name]
    if (file) return new Response(inParts(file(world), { isHanging: world.filesHang, signal: init.signal }))
    const handler = handlers[name]
    if (!handler) return problem('not-found')
    const endpoint: Endpoint = api[name]
    endpoint.body?.parse(body)
    const reply = endpoint.reply?.parse(handler({ world, id, query: url.searchParams, body }))
    return Response.json(reply, { status: endpoint.status })
  }
  return { fetch: answer, calls, world, push }
}

const handlers: Handlers = {
  getConnection: ({ world }) => world.connection,
  startAttempt: () => ({
    attemptId: 'a-1',
    nonce: 'n-1',
    clientId: '3c9a1f52-60be-4d17-8f2a-b1d7c64e9035',
    authority: 'https://login.example/organizations',
    knownAuthorities: ['login.example'],
    scopes: ['openid', 'profile'],
  }),
  makeLink: ({ world, body }) => {
    const expiresAt = ago(-72 * 60)
    world.attempt = attempt('signing-in', { tenant: null, link: { ...api.makeLink.body.parse(body), expiresAt } })
    return { url: `https://entra.plumm.example/connect/by-link/${'k7Qm2xW9'.repeat(5)}c0A`, expiresAt }
  },
  signIn: ({ world }) => world.attempt,
  getAttempt: ({ world }) => world.attempt,
  getReadiness: ({ world }) => world.readiness,
  cancelAttempt: ({ world }) => (world.connection = disconnected()),
  startPreview: ({ world, body }) => {
    const { fieldMapping } = api.startPreview.body.parse(body)
    world.preview = { ...world.preview, mapping: fieldMapping ? 'unsaved' : 'saved', state: 'ready', failure: null }
    return { previewId: 'v-1', state: 'ready' }
  },
  getPreview: ({ world, query }) => previewPage(world, query),
  activate: ({ world }) =>
    (world.connection = { state: 'active', ...connected(), progress: { done: 0, total: 58, etaSeconds: null } }),
  syncAll: () => ({ ok: true }),
  pause: ({ world }) => (world.connection = { state: 'paused', ...connected(), since: NOW, pausedBy: 'Jo Park' }),
  resume: ({ world }) => (world.connection = { state: 'active', ...connected() }),
  disconnect: ({ world }) => (world.connection = disconnected(contoso)),
  getStatuses: ({ world, body }) => {
    const { ids } = api.getStatuses.body.parse(body)
    return { statuses: world.statuses.filter(({ personId }) => ids.includes(personId)) }
  },
  syncPerson: ({ world, id }) => {
    const found = world.statuses.find(({ personId }) => personId === id)
    return { problems: [], ...found, personId: id, status: 'pending' }
  },
  findPeople: ({ world, query }) => {
    const { q = '', limit = 20 } = api.findPeople.query.parse(Object.fromEntries(query))
    const found = world.people.filter(({ name, person }) =>
      `${name} ${person.email}`.toLowerCase().includes(q.toLowerCase()),
    )
    return { people: found.slice(0, limit) }
  },
  getPropertyValues: ({ world, query }) => {
    const { property } = api.getPropertyValues.query.parse(Object.fromEntries(query))
    const counts = Map.groupBy(world.people, ({ person }) => String(person[property] ?? ''))
    counts.delete('')
    return { values: [...counts].map(([value, people]) => ({ value, people: people.length })) }
  },
  getHolds: ({ world }) => ({ holds: world.holds }),
  answerHold: ({ world, id }) => {
    const hold = world.holds.find((open) => open.id === id)
    if (!hold) throw new Error(`There is no question ${id}.`)
    world.holds = world.holds.filter((open) => open !== hold)
    return hold
  },
  answerHolds: ({ world, body }) => {
    const { ids } = api.answerHolds.body.parse(body)
    world.holds = world.holds.filter(({ id }) => !ids.includes(id))
    return { answered: ids.length }
  },
  getSettings: ({ world }) => world.settings,
  putSettings: ({ world, body }) => (world.settings = api.putSettings.body.parse(body)),
  getFieldMapping: ({ world }) => world.fieldMapping,
  putFieldMapping: ({ world, body }) => {
    const sent = api.putFieldMapping.body.parse(body)
    const revision = world.fieldMapping.revision + 1
    return (world.fieldMapping = { ...upgradeFieldMapping(sent, world.fieldMapping), revision })
  },
  verifyAudit: ({ world }) => world.verification,
  getAudit: ({ world, query }) => {
    const asked = api.getAudit.query.parse(Object.fromEntries(query))
    const words = asked.q?.toLowerCase()
    const found = world.audit.filter(
      (entry) =>
        (asked.personId === undefined || entry.personId === asked.personId) &&
        (asked.outcome === undefined || entry.outcome === asked.outcome) &&
        (asked.action === undefined || entry.action === asked.action) &&
        (asked.kind === undefined || auditKindOf[entry.action] === asked.kind) &&
        (asked.from === undefined || entry.at >= asked.from) &&
        (asked.to === undefined || entry.at < asked.to) &&
        (words === undefined || JSON.stringify(entry).toLowerCase().includes(words)),
    )
    const { page, nextCursor } = cut(found, asked.cursor, asked.limit)
    return { entries: page, nextCursor, ...(nextCursor === null ? { oldestKept: world.oldestKept } : {}) }
  },
}

/** What is answered as a file, line by line. */
const files: Partial<Record<EndpointName, (world: FakeWorld) => string[]>> = {
  exportPreview: ({ preview }) => ['Person,Email', ...preview.rows.map(({ name, email }) => `${name},${email}`)],
  exportAudit: ({ audit }) => ['{"file":"plumm-entra-audit"}', ...audit.map((each) => JSON.stringify(each)), '{}'],
}

function inParts(
  lines: string[],
  { isHanging, signal }: { isHanging: boolean; signal?: AbortSignal | null | undefined },
) {
  return new ReadableStream<Uint8Array>({
    start: (file) => {
      file.enqueue(new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')))
      if (isHanging) signal?.addEventListener('abort', () => file.error(signal.reason))
      else file.close()
    },
  })
}

function previewPage(world: FakeWorld, query: URLSearchParams): Preview {
  const asked = api.getPreview.query.parse(Object.fromEntries(query))
  const { rows, ...state } = world.preview
  const words = asked.q?.toLowerCase() ?? ''
  const found = rows.filter(
    (row) =>
      (asked.filter === undefined || row.kind === asked.filter) &&
      `${row.name} ${row.email}`.toLowerCase().includes(words),
  )
  const { page, nextCursor } = cut(found, asked.cursor, asked.limit)
  const counts = Object.fromEntries(planKinds.map((kind) => [kind, rows.filter((row) => row.kind === kind).length]))
  return api.getPreview.reply.parse({
    mapping: 'saved',
    ...state,
    previewId: 'v-1',
    createdAt: ago(2),
    people: rows.length,
    counts,
    rows: page,
    nextCursor,
  })
}

function cut<T>(all: readonly T[], cursor = '0', limit = 50): { page: T[]; nextCursor: string | null } {
  const from = Number(cursor)
  return { page: all.slice(from, from + limit), nextCursor: from + limit < all.length ? String(from + limit) : null }
}

function match(method: string, path: string): { name: EndpointName; id: string } | null {
  for (const [name, endpoint] of Object.entries(api)) {
    const found = new RegExp(`^${endpoint.path.replace(':id', '([^/]+)')}$`).exec(path)
    if (endpoint.method === method && found)
      return { name: name as EndpointName, id: decodeURIComponent(found[1] ?? '') }
  }
  return null
}

function stream(
  lines: Set<ReadableStreamDefaultController<Uint8Array>>,
  signal: AbortSignal | null | undefined,
): Response {
  const body = new ReadableStream<Uint8Array>({
    start: (line) => {
      lines.add(line)
      signal?.addEventListener('abort', () => lines.delete(line) && line.close())
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}

function problem(code: ProblemCode): Response {
  const document: Problem = {
    type: `https://plumm.example/problems/${code}`,
    title: code,
    status: code === 'internal' ? 500 : 409,
    detail: 'Said by the fake BFF of the stories.',
    code,
    requestId: 'req-7f3a91',
  }
  return Response.json(document, { status: document.status })
}
