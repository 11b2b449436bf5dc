import fc from 'fast-check'
import {
  AuditAction,
  type EndpointName,
  api,
  defaultFieldMapping,
  defaultSettings,
  personPaths,
} from '@plumm/entra-shared'

/** Who asks. Most are let in: what lies behind the door is what is to be tried. */
export const callers = [
  'administrator',
  'administrator of another company',
  'reader',
  'viewer',
  'nobody',
  'garbage',
  'expired',
  'of another issuer',
  'unsigned',
] as const
export type Caller = (typeof callers)[number]

/** What stands for things that exist only once the world is there. */
export const known = [
  '{attempt}',
  '{hold}',
  '{choice}',
  '{preview}',
  '{id-token}',
  '{state}',
  '{tenant}',
  '{link}',
] as const

/** The pages behind a link: looked at, pressed, come back to from Microsoft, confirmed. */
export const linkPages = ['look', 'press', 'arrive', 'confirm'] as const

/** A change to a body: at one of its places, something else, or nothing, or one more thing. */
export interface Spoiling {
  place: number
  by: 'replace' | 'remove' | 'add'
  value: unknown
}

/** One request, as data, so that a seed makes the same ones again. */
export type Wish =
  | {
      to: 'api'
      name: EndpointName
      caller: Caller
      id: string
      query: Record<string, string>
      body: { json: unknown; spoiled: Spoiling[] } | { raw: string }
      headers: Record<string, string>
    }
  | { to: 'event'; signature: 'right' | 'wrong' | 'none' | 'old'; people: unknown[]; spoiled: Spoiling[]; id: string }
  | { to: 'graph'; body: unknown; validationToken: string | null }
  | { to: 'consent'; query: Record<string, string> }
  | { to: 'link'; page: (typeof linkPages)[number]; token: string; query: Record<string, string> }
  | { to: 'elsewhere'; method: string; path: string; headers: Record<string, string> }

const wild = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '\0',
    '\uD800',
    '../../etc/passwd',
    "'; drop table person; --",
    '${7*7}',
    '<script>alert(1)</script>',
    '=1+1',
    '%00',
    'tom',
    'ana',
    '__proto__',
    'x'.repeat(5_000),
  ),
)
const value = fc.oneof(
  wild,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(null, -1, 0, 1e308, -0, 2 ** 53, [], {}, [[[[[[]]]]]], {
    __proto__: null,
    constructor: { prototype: 1 },
  }),
)
const spoiling: fc.Arbitrary<Spoiling> = fc.record({
  place: fc.nat(60),
  by: fc.constantFrom('replace' as const, 'remove' as const, 'add' as const),
  value,
})
const ascii = fc.stringMatching(/^[ -~]{0,60}$/)
const headers = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Record<string, string>>({}) },
  {
    weight: 1,
    arbitrary: fc.dictionary(
      fc.constantFrom('content-type', 'origin', 'x-request-id', 'accept', 'authorization', 'x-forwarded-for', 'cookie'),
      ascii.map((text) => text.trim()),
      { maxKeys: 2 },
    ),
  },
)
/** What an endpoint's `:id` may be, mostly something that is there. */
function idFor(endpoint: EndpointName): fc.Arbitrary<string> {
  const { path } = api[endpoint]
  const right = path.includes('/attempts/') ? '{attempt}' : path.includes('/holds/') ? '{hold}' : 'tom'
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(right) },
    { weight: 1, arbitrary: fc.constantFrom('ana', 'nobody') },
    { weight: 1, arbitrary: wild },
  )
}

/** A body that the contract allows, for each endpoint that takes one. */
const bodies: Partial<Record<EndpointName, fc.Arbitrary<unknown>>> = {
  startAttempt: fc.constantFrom({}, { returnTo: 'https://plumm.test/store' }, { returnTo: 'https://evil.example/' }),
  makeLink: fc.constantFrom({}, { for: 'administrator' }, { for: 'this-window' }),
  signIn: fc.constantFrom({ idToken: '{id-token}' }, { idToken: 'eyJhbGciOiJub25lIn0.e30.' }),
  startPreview: fc.constantFrom({}, { fieldMapping: defaultFieldMapping }),
  activate: fc.constantFrom({ previewId: '{preview}' }, { previewId: '{preview}', blockedSignIn: 'ask' }),
  getStatuses: fc.record({ ids: fc.array(fc.constantFrom('tom', 'ana', 'nobody'), { minLength: 1, maxLength: 5 }) }),
  answerHold: fc.record({
    choice: fc.constantFrom(
      '{choice}',
      '{choice}',
      '{choice}',
      'link',
      'skip',
      'create',
      'release',
      'reject',
      'unblock',
      'leave',
    ),
  }),
  answerHolds: fc.record({ ids: fc.constant(['{hold}']), choice: fc.constantFrom('skip', 'link') }),
  putSettings: fc
    .record({ fuse: fc.record({ atLeast: fc.nat(50), percent: fc.nat(100), atMost: fc.nat(50) }) })
    .map((changes) => ({ ...defaultSettings, ...changes })),
  putFieldMapping: fc.constantFrom(defaultFieldMapping, {
    ...defaultFieldMapping,
    rules: defaultFieldMapping.rules.slice(0, -1),
  }),
}
const queries: Partial<Record<EndpointName, fc.Arbitrary<Record<string, string>>>> = {
  disconnect: fc.constantFrom({}, { forget: 'true' }, { forget: 'perhaps' }),
  getPreview: fc.dictionary(
    fc.constantFrom('filter', 'cursor', 'limit', 'q'),
    fc.oneof(wild, fc.constantFrom('1', 'create')),
    {
      maxKeys: 2,
    },
  ),
  getAudit: fc.dictionary(
    fc.constantFrom('cursor', 'limit', 'personId', 'action', 'kind', 'outcome', 'from', 'to', 'q'),
    fc.oneof(wild, fc.constantFrom('5', ...AuditAction.options, '2026-11-24T00:00:00Z', 'succeeded', 'access')),
    { maxKeys: 3 },
  ),
  findPeople: fc.record({ q: wild, limit: fc.constantFrom('1', '50', '51', 'all') }, { requiredKeys: [] }),
  getPropertyValues: fc.record({ property: fc.oneof(fc.constantFrom(...personPaths), wild) }),
  exportPreview: fc.record(
    { format: fc.constantFrom('csv', 'ndjson'), filter: fc.constantFrom('create', 'none', 'x'), q: wild },
    { requiredKeys: ['format'] },
  ),
  exportAudit: fc.record({ format: fc.constantFrom('csv', 'ndjson', 'xlsx') }),
}

/** Seldom, or the world is most of the time disconnected, or busy reading all of its log. */
const SELDOM: readonly EndpointName[] = ['disconnect', 'exportAudit', 'verifyAudit']
/** What gets a company from disconnected to active, one after the other. */
const OFTEN: readonly EndpointName[] = [
  'startAttempt',
  'signIn',
  'getPreview',
  'activate',
  'resume',
  'getHolds',
  'answerHold',
]
const name: fc.Arbitrary<EndpointName> = fc.oneof(
  // Object.keys forgets the key type of a closed record
  ...(Object.keys(api) as EndpointName[]).map((each) => ({
    weight: SELDOM.includes(each) ? 1 : OFTEN.includes(each) ? 16 : 8,
    arbitrary: fc.constant(each),
  })),
)

const toApi = name.chain((endpoint) =>
  fc.record({
    to: fc.constant('api' as const),
    name: fc.constant(endpoint),
    caller: fc.oneof(
      { weight: 12, arbitrary: fc.constant('administrator' as const) },
      { weight: 3, arbitrary: fc.constant('administrator of another company' as const) },
      { weight: 6, arbitrary: fc.constantFrom(...callers) },
    ),
    id: idFor(endpoint),
    query:
      queries[endpoint] ??
      fc.oneof(
        { weight: 9, arbitrary: fc.constant<Record<string, string>>({}) },
        { weight: 1, arbitrary: fc.dictionary(ascii, wild, { maxKeys: 2 }) },
      ),
    body: fc.oneof(
      {
        weight: 9,
        arbitrary: fc.record({
          json: bodies[endpoint] ?? fc.constant({}),
          spoiled: fc.oneof(
            { weight: 6, arbitrary: fc.constant<Spoiling[]>([]) },
            { weight: 4, arbitrary: fc.array(spoiling, { minLength: 1, maxLength: 3 }) },
          ),
        }),
      },
      { weight: 1, arbitrary: fc.record({ raw: fc.oneof(wild, fc.constant('['.repeat(20_000))) }) },
    ),
    headers,
  }),
)

const person = fc.record(
  {
    id: fc.constantFrom('tom', 'ana', 'bea', 'cem'),
    version: fc.nat(500),
    status: fc.constantFrom('active', 'deactivated', 'deleted'),
    email: fc.constantFrom(
      'tom.lee@contoso.com',
      'ana.ruiz@contoso.com',
      'admin@contoso.com',
      'bea',
      'x@elsewhere.example',
    ),
    firstName: wild,
    lastName: wild,
    role: wild,
    phone: wild,
    managerId: fc.constantFrom('tom', 'ana', 'nobody'),
    startDate: fc.constantFrom('2026-11-24', '2030-02-30', 'soon'),
    endDate: fc.constantFrom('2026-11-24', '1999-01-01', ''),
    location: value,
  },
  { requiredKeys: ['id', 'version', 'status', 'email'] },
)

/** Any request at all, most of them near enough to a right one to get somewhere. */
export const wish: fc.Arbitrary<Wish> = fc.oneof(
  { weight: 30, arbitrary: toApi },
  {
    weight: 6,
    arbitrary: fc.record({
      to: fc.constant('event' as const),
      signature: fc.oneof(
        { weight: 6, arbitrary: fc.constant('right' as const) },
        { weight: 1, arbitrary: fc.constantFrom('wrong' as const, 'none' as const, 'old' as const) },
      ),
      people: fc.array(person, { maxLength: 4 }),
      spoiled: fc.oneof(fc.constant<Spoiling[]>([]), fc.array(spoiling, { maxLength: 2 })),
      id: fc.nat(10_000).map((number) => `msg_fuzz_${number}`),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      to: fc.constant('graph' as const),
      body: fc.oneof(
        value,
        fc.record({
          value: fc.array(fc.record({ subscriptionId: wild, clientState: wild, lifecycleEvent: wild }), {
            maxLength: 3,
          }),
        }),
      ),
      validationToken: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: wild }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      to: fc.constant('consent' as const),
      query: fc.oneof(
        fc.constant({ state: '{state}', tenant: '{tenant}', admin_consent: 'True' }),
        fc.dictionary(
          fc.constantFrom('state', 'tenant', 'admin_consent', 'error', 'error_description'),
          fc.oneof(
            { weight: 1, arbitrary: wild },
            { weight: 4, arbitrary: fc.constantFrom('{state}', '{tenant}', 'True') },
          ),
          { maxKeys: 4 },
        ),
      ),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      to: fc.constant('link' as const),
      page: fc.constantFrom(...linkPages),
      token: fc.oneof({ weight: 4, arbitrary: fc.constant('{link}') }, { weight: 1, arbitrary: wild }),
      query: fc.dictionary(fc.constantFrom('state', 'code', 'error', 'key'), wild, { maxKeys: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      to: fc.constant('elsewhere' as const),
      method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'),
      path: fc.oneof(
        fc.constantFrom(
          '/healthz',
          '/readyz',
          '/metrics',
          '/openapi.json',
          '/api',
          '/api/',
          '//',
          '/api/../metrics',
          '/api/%E0%A4%A',
        ),
        wild.map((text) => `/${encodeURIComponent(text.toWellFormed())}`),
        wild.map(
          (text) =>
            `/api/people/${encodeURIComponent(text.toWellFormed())}/status?${encodeURIComponent(text.toWellFormed())}`,
        ),
      ),
      headers,
    }),
  },
)
