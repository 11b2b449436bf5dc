import {
  type AuditAction,
  type AuditEntry,
  type AuditOutcome,
  type Hold,
  type KnownPerson,
  type PersonStatusReport,
  type PlanKind,
  type PreviewRow,
  actors,
} from '../packages/shared/src/index.ts'

/** The moment at which every story happens. */
export const NOW = '2026-11-24T14:32:00.000Z'
const NOW_MS = Date.parse(NOW)
export const ago = (minutes: number) => new Date(NOW_MS - minutes * 60_000).toISOString()

const names = [
  ['Ana Ruiz', 'Account Executive'],
  ['Tom Lee', 'Engineer'],
  ['Zoë O’Connor', 'People Partner'],
  ['Jürgen Weiß', 'Finance Lead'],
  ['Nguyễn Thị Mai', 'Designer'],
  ['Olu Adeyemi', 'Support Specialist'],
  ['Priya Raman', 'Data Analyst'],
  ['Mateo García López', 'Sales Engineer'],
  ['Aiko Tanaka', 'Product Manager'],
  ['Søren Kjær', 'Legal Counsel'],
  ['Fatima El-Sayed', 'Recruiter'],
  ['李娜', 'Operations Manager'],
] as const

export interface FakePerson {
  id: string
  name: string
  email: string
  jobTitle: string
}

export const people: FakePerson[] = names.map(([name, jobTitle], index) => ({
  id: `p-${index + 1}`,
  name,
  email: `${
    name
      .normalize('NFD')
      .replace(/[^a-z ]/gi, '')
      .trim()
      .toLowerCase()
      .replaceAll(' ', '.') || 'li.na'
  }@contoso.com`,
  jobTitle,
}))

const accountId = (number: number) => `6f1c2b7e-0d35-4a8e-9c41-${String(number).padStart(12, '0')}`

export const person = (index: number): FakePerson => {
  const found = people[index % people.length]
  if (!found) throw new Error('There are no people.')
  return found
}

const departments = ['Sales', 'Engineering', 'People', 'Finance']
const entities = ['Contoso Ltd', 'Contoso Iberia SL']

/** Everybody as Plumm describes them. */
export function knownPeople(): KnownPerson[] {
  return people.map(({ id, name, email, jobTitle }, index) => {
    const [firstName = name, ...rest] = name.split(' ')
    return {
      name,
      managerName: index === 0 ? null : person(0).name,
      person: {
        id,
        version: 1,
        email,
        status: 'active',
        firstName,
        lastName: rest.join(' '),
        role: jobTitle,
        department: departments[index % departments.length],
        entity: entities[index % entities.length],
        location: { office: 'Lisbon HQ', city: 'Lisbon', country: 'PT' },
        phone: index === 2 ? 'ask Jo' : '+351 21 000 0000',
        employeeNumber: 1042 + index,
        ...(index === 0 ? {} : { managerId: person(0).id }),
      },
    }
  })
}

/** A status as an administrator sees it. */
export function report(
  status: PersonStatusReport['status'],
  more: Partial<PersonStatusReport> = {},
  personId = person(0).id,
): PersonStatusReport {
  return {
    personId,
    status,
    problems: [],
    ...(status === 'not-connected'
      ? {}
      : { entraUserId: accountId(1), signInName: person(0).email, lastSyncedAt: ago(3) }),
    ...more,
  }
}

/** One entry of the log. `minutes` before now. */
export function entry(
  seq: number,
  minutes: number,
  action: AuditAction,
  more: Partial<AuditEntry> & { outcome?: AuditOutcome } = {},
): AuditEntry {
  const isWrite = /^(user|sessions|drift)/.test(action)
  return {
    seq,
    at: ago(minutes),
    action,
    outcome: 'succeeded',
    actor: isWrite ? { kind: 'plumm', name: null } : { kind: 'plumm-user', name: 'Jo Park' },
    personId: null,
    personName: null,
    entraUserId: null,
    changes: [],
    reason: null,
    intentSeq: null,
    clientRequestId: isWrite ? `1f0e5c2a-93d4-4b16-8a77-${String(seq).padStart(12, '0')}` : null,
    graphRequestId: isWrite ? `c47a9b10-5e2f-4d83-b6a9-${String(seq).padStart(12, '0')}` : null,
    hash: `sha256:${String(seq).repeat(8).slice(0, 8)}d1f0a6c2b94e`,
    ...more,
  }
}

const about = (index: number) => ({
  personId: person(index).id,
  personName: person(index).name,
  entraUserId: accountId(index),
})

/** A day of the log and a little of the day before, newest first. */
export function diary(): AuditEntry[] {
  return [
    entry(42, 0.2, 'drift.corrected', {
      ...about(1),
      actor: { kind: 'sync', name: null },
      changes: [{ field: 'jobTitle', before: 'Intern', after: 'Engineer' }],
    }),
    entry(41, 3, 'sessions.revoked', about(0)),
    entry(40, 3, 'user.suspended', {
      ...about(0),
      changes: [{ field: 'signIn', before: 'allowed', after: 'blocked' }],
    }),
    entry(39, 3, 'user.suspended', { ...about(0), outcome: 'intended' }),
    entry(38, 26, 'user.updated', {
      ...about(4),
      changes: [
        { field: 'department', before: 'Marketing', after: 'Brand' },
        { field: 'officeLocation', before: 'London', after: 'Hà Nội' },
        { field: 'mobilePhone', before: null, after: '+84 24 3825 1111' },
      ],
    }),
    entry(37, 41, 'user.renamed', {
      ...about(2),
      changes: [{ field: 'userPrincipalName', before: 'zoe.byrne@contoso.com', after: 'zoe.oconnor@contoso.com' }],
    }),
    entry(36, 64, 'user.updated', { ...about(6), outcome: 'failed', reason: 'unavailable' }),
    entry(35, 90, 'hold.answered', { ...about(9), changes: [{ field: 'answer', before: null, after: 'link' }] }),
    entry(34, 122, 'user.blocked', { ...about(10), outcome: 'blocked', reason: 'domain-not-verified' }),
    entry(33, 130, 'user.held', { ...about(3), outcome: 'held', reason: 'match-uncertain' }),
    entry(32, 300, 'sync.approved', {}),
    entry(31, 304, 'connection.connected', {
      changes: [{ field: 'tenant', before: null, after: 'Contoso (contoso.com)' }],
    }),
    entry(30, 1500, 'user.created', {
      ...about(7),
      changes: [
        { field: 'displayName', before: null, after: 'Mateo García López' },
        { field: 'jobTitle', before: null, after: 'Sales Engineer' },
      ],
    }),
    entry(29, 1510, 'user.enabled', {
      ...about(8),
      changes: [{ field: 'signIn', before: 'blocked', after: 'allowed' }],
    }),
  ]
}

const kinds: PlanKind[] = ['suspend', 'block', 'hold', 'create', 'link', 'update', 'none']

/** A plan of many people, the risky ones first, as the BFF orders them. */
export function planRows(total: number): PreviewRow[] {
  const rows = Array.from({ length: total }, (_, index): PreviewRow => planRow(index, kindAt(index, total)))
  return rows.toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind))
}

function kindAt(index: number, total: number): PlanKind {
  const share = index / total
  if (index < 2) return 'suspend'
  if (index < 4) return 'block'
  if (index < 7) return 'hold'
  if (share < 0.4) return 'create'
  if (share < 0.8) return 'link'
  return share < 0.9 ? 'update' : 'none'
}

function planRow(index: number, kind: PlanKind): PreviewRow {
  const { name, email, jobTitle } = person(index)
  const suffix = index >= people.length ? ` ${Math.floor(index / people.length) + 1}` : ''
  const row: PreviewRow = {
    personId: `p-${index + 1}`,
    name: `${name}${suffix}`,
    email,
    role: jobTitle,
    kind,
    reason: null,
    actor: 'nobody',
    changes: [],
    problems: [],
    entraUserId: kind === 'create' ? null : accountId(index),
    signInName: kind === 'create' ? null : email,
  }
  switch (kind) {
    case 'suspend':
      return { ...row, changes: [{ field: 'signIn', before: 'allowed', after: 'blocked' }] }
    case 'block':
      return {
        ...row,
        reason: 'domain-not-verified',
        actor: actors[2],
        problems: [{ field: 'userPrincipalName', code: 'domain-not-verified', actor: 'it' }],
      }
    case 'hold':
      return { ...row, reason: 'match-uncertain', actor: 'hr' }
    case 'create':
      return {
        ...row,
        changes: [
          { field: 'userPrincipalName', before: null, after: email },
          { field: 'displayName', before: null, after: row.name },
          { field: 'jobTitle', before: null, after: jobTitle },
          { field: 'department', before: null, after: 'Brand' },
        ],
      }
    case 'link':
      return {
        ...row,
        signInName: `${email.split('.')[0] ?? ''}@contoso.onmicrosoft.com`,
        changes: [
          { field: 'jobTitle', before: null, after: jobTitle },
          { field: 'department', before: 'Mktg', after: 'Marketing' },
        ],
      }
    case 'update':
      return { ...row, changes: [{ field: 'officeLocation', before: 'Leeds', after: 'London' }] }
    case 'none':
      return row
  }
}

export function openHolds(): Hold[] {
  return [
    {
      id: 'h-1',
      personId: person(3).id,
      name: person(3).name,
      reason: 'match-uncertain',
      since: ago(130),
      choices: ['link', 'create', 'skip'],
      candidates: [
        { entraUserId: accountId(31), name: 'Juergen Weiss', signInName: 'j.weiss@contoso.com' },
        { entraUserId: accountId(32), name: 'Jürgen Weiß (extern)', signInName: 'ext.weiss@contoso.com' },
      ],
      changes: [],
    },
    {
      id: 'h-2',
      personId: person(5).id,
      name: person(5).name,
      reason: 'sign-in-blocked',
      since: ago(18),
      choices: ['unblock', 'leave'],
      candidates: [],
      changes: [{ field: 'signIn', before: 'blocked', after: 'allowed' }],
    },
    ...[6, 7, 8].map((index): Hold => ({
      id: `h-fuse-${index}`,
      personId: person(index).id,
      name: person(index).name,
      reason: 'fuse',
      since: ago(9),
      choices: ['release', 'reject'],
      candidates: [],
      changes: [{ field: 'signIn', before: 'allowed', after: 'blocked' }],
    })),
  ]
}
