import { type AuditAction, type AuditEntry, auditActions, auditOutcomes, readinessFindings } from '@plumm/entra-shared'

/** Arguments for every message that takes some, so that a test can read each of them in each language. */

const counts = [[0], [1], [2], [3], [11], [100]]
const at = '2026-11-24T14:30:00.000Z'
const name = [['Ana Ruiz']]
const domain = [['contoso.com']]
/** Findings that somebody can do something about. */
const withRemedy: ReadonlySet<string> = new Set([
  'not-now',
  'may-not-manage',
  'administrator-needed',
  'consent-missing',
  'write-refused',
  'key-refused',
  'app-disabled',
  'app-removed',
  'tenant-gone',
  'addresses-of-other-domains',
  'addresses-unfit',
  'accounts-on-premises',
  'clashes',
])
/** Checks before connecting; what the BFF says stands for no language. */
const checks = readinessFindings.flatMap((finding) =>
  [1, 23].map((count) => [{ finding, detail: '1.', remedy: '2.', about: ['Ana Ruiz'], people: { count, first: [] } }]),
)
const problem = (code: string) => ({
  is: 'refused',
  problem: { type: 'about:blank', title: 'X', status: 500, detail: 'Said by the BFF.', code, requestId: 'r-1' },
})

/** What the log's sentences make use of, each there and not there. */
function entriesOf(action: AuditAction): AuditEntry[] {
  const change = (field: string, before: string | null, after: string | null) => ({ field, before, after })
  const common: Omit<AuditEntry, 'outcome' | 'changes'> = {
    seq: 1,
    at,
    action,
    actor: { kind: 'plumm', name: null },
    personId: 'p-1',
    personName: 'Ana Ruiz',
    entraUserId: 'e-1',
    reason: 'unavailable',
    intentSeq: null,
    clientRequestId: null,
    graphRequestId: null,
    hash: 'h',
  }
  const permissions = [
    change('User.Read.All', 'granted', 'not-granted'),
    change('User.ReadWrite.All', 'not-granted', 'granted'),
  ]
  const values = [
    [change('jobTitle', 'Intern', 'Engineer')],
    [change('jobTitle', null, 'Engineer')],
    [change('manager', 'Jo Park', null)],
    [{ ...change('manager', null, null), isErased: true as const }],
    [change('people', null, '14')],
    [change('tenant', null, 'Contoso')],
    [change('linkFor', null, 'this-window')],
  ]
  const changes = [[], ...(action === 'permissions.changed' ? [permissions] : values)]
  return [
    ...changes.flatMap((some) => auditOutcomes.map((outcome) => ({ ...common, outcome, changes: some }))),
    ...(['sync', 'plumm-user', 'entra-admin', 'operator'] as const).map((kind) => ({
      ...common,
      outcome: 'succeeded' as const,
      changes: action === 'permissions.changed' ? [] : [change('people', null, '14')],
      actor: { kind, name: null },
      personId: null,
      personName: null,
    })),
    { ...common, outcome: 'succeeded', changes: [], personName: null },
  ]
}

export const messageSamples: Readonly<Record<string, readonly unknown[][]>> = {
  'audit.newEntries': counts,
  'audit.remove': [['Ana Ruiz']],
  'audit.sentenceFor': auditActions.flatMap((action) => entriesOf(action).map((entry) => [entry])),
  'connecting.ask.message': [['https://entra.plumm.example/c/1', at]],
  'connecting.ask.refused': [['Ana Ruiz']],
  'connecting.ask.signedIn': domain,
  'connecting.ask.until': [[at]],
  'connecting.consent.headline': [['Contoso']],
  conflictWith: [
    ['Ana Ruiz', 'e-1'],
    ['e-1', 'e-1'],
  ],
  'later.disconnect.title': [['Contoso']],
  'later.disconnect.waiting': counts,
  'later.facts.credentialIs': [
    [{ kind: 'secret', expiresAt: at, warning: null }],
    [{ kind: 'certificate', expiresAt: null, warning: null }],
    [{ kind: 'federated', expiresAt: null, warning: null }],
  ],
  'later.facts.watchedBy': [
    [{ by: 'notices', everySeconds: 60 }],
    [{ by: 'notices', everySeconds: 3600 }],
    [{ by: 'asking', everySeconds: 900 }],
  ],
  'later.holds.answerAll': [['Ana Ruiz', 14]],
  'later.holds.since': [[at]],
  'later.holds.title': counts,
  'later.lists.download.counts.entries': counts,
  'later.lists.download.counts.lines': counts,
  'later.lists.download.done': [['1', 3_400_000]],
  'later.lists.download.running': [
    ['1', 0],
    ['1', 12_000],
  ],
  'later.lists.log.brokenReport': [
    [null, 14, 'e-1', at],
    [3, 14, 'e-1', at],
  ],
  'later.lists.log.isBroken': [[null], [3]],
  'later.lists.log.isCut': [[3]],
  'later.lists.log.isErased': counts,
  'later.lists.log.isWhole': counts.map(([count]) => [count, at]),
  'later.lists.log.onlyPerson': name,
  'later.lists.log.since': [[at]],
  'later.lists.log.until': [[at]],
  'later.lists.preview.found': counts,
  'later.mapping.effect.sum': counts.map(([create]) => [{ create, link: 0, update: 0, suspend: 0 }]),
  'later.mapping.example.managerOf': [[null], ...name],
  'later.mapping.example.with': name,
  'later.mapping.fault': [
    { is: 'field-missing' },
    { is: 'written-twice', by: 0 },
    { is: 'not-clearable' },
    { is: 'not-the-email' },
    { is: 'on-create-only' },
    { is: 'always-only' },
    { is: 'not-the-manager' },
    { is: 'unknown-property', named: 'Intern', meant: null },
    { is: 'unknown-property', named: 'Intern', meant: 'Engineer' },
    { is: 'brace-left-over' },
    { is: 'no-property' },
    { is: 'table-empty' },
    { is: 'text-empty' },
    { is: 'too-long', text: 'Intern', max: 5 },
    { is: 'refused-by-entra', text: 'Intern' },
    { is: 'never-reached', text: 'Intern' },
  ].map((fault) => [fault, 'displayName']),
  'later.mapping.several.nth': [[2]],
  'later.mapping.several.remove': [[2]],
  'later.mapping.several.up': [[2]],
  'later.mapping.source.constant': name,
  'later.mapping.source.copy': name,
  'later.mapping.source.firstOf': [[['Ana Ruiz', 'Jo Park']]],
  'later.mapping.source.localPart': name,
  'later.mapping.source.lookup': name,
  'later.mapping.source.lowerCase': name,
  'later.mapping.table.fill': name,
  'later.mapping.table.from': name,
  'later.mapping.table.people': counts,
  'later.mapping.table.remove': [[''], ...name],
  'later.notices.credential': [
    [{ kind: 'secret', expiresAt: at, warning: 'ended' }],
    [{ kind: 'secret', expiresAt: null, warning: 'ends-soon' }],
  ],
  'later.notices.credentialTodo': [[{ warning: 'ended' }], [{ warning: 'ends-soon' }]],
  'later.notices.disturbed': [['Ana Ruiz', at]],
  'later.readiness.detail': checks,
  'later.readiness.more': counts,
  'later.readiness.remedy': checks.filter(([check]) => check !== undefined && withRemedy.has(check.finding)),
  'later.readiness.who': counts,
  'later.settings.caution.between': [[{ min: 1, max: 500 }]],
  'later.settings.caution.fuseMeans': [
    [{ is: 'nobody-yet', limit: 3 }],
    [{ is: 'each', people: 412 }],
    [{ is: 'some', people: 412, limit: 41 }],
    [{ is: 'none', people: 2, limit: 2 }],
  ],
  'later.settings.dates.now': [['14:32']],
  'later.settings.reach.addId': name,
  'later.settings.reach.addTo': name,
  'later.settings.reach.added': name,
  'later.settings.reach.alreadyThere': name,
  'later.settings.reach.country': [['DE'], ['Contoso']],
  'later.settings.reach.means': [
    [{ departments: [], countries: [], offices: [], named: 2 }],
    [{ departments: ['Contoso'], countries: ['Contoso'], offices: ['Contoso'], named: 1 }],
    [{ departments: ['Contoso', 'Ana Ruiz'], countries: [], offices: [], named: 0 }],
  ],
  'later.settings.reach.remove': name,
  'later.settings.reach.removed': name,
  'later.trouble.sentence': [['Ana Ruiz', at]],
  'later.trouble.waiting': counts,
  'panel.before.headline': [['Contoso']],
  'panel.before.text': domain,
  'panel.changes': counts,
  'panel.failure': [
    [{ is: 'unreachable' }],
    [{ is: 'not-understood', status: 200 }],
    [{ is: 'no-session' }],
    [problem('internal')],
  ],
  'panel.firstSync.done': [[154, 412]],
  'panel.firstSync.left': [[null], [5], [95]],
  'panel.firstSync.sentence': [['Contoso']],
  'panel.inStep': counts.map(([count]) => [count, 'Contoso']),
  'panel.lastChange': [[at]],
  'panel.needsSomeone.blocked': counts,
  'panel.needsSomeone.held': counts,
  'panel.nobodyYet': [['Contoso']],
  'panel.paused.sentence': [
    ['', at],
    ['Jo Park', at],
  ],
  'panel.paused.text': counts,
  'panel.people': counts,
  'panel.reference': [['r-1']],
  'panel.refusal': [[{ code: 'conflict', detail: 'Said by the BFF.' }]],
  'plan.changes': counts,
  'plan.headline': [['Contoso']],
  'plan.keepsSignInName': [['ana@contoso.com']],
  'plan.planning': counts.map(([count]) => [1, count]),
  'plan.risk': [
    [1, ['Ana Ruiz']],
    [14, ['Ana Ruiz', 'Jo Park']],
  ],
  'plan.start': counts,
  'plan.waits': [
    [0, 0],
    [1, 3],
  ],
  'status.label': [['Ana Ruiz']],
  'status.lastSynced': [[at]],
  'status.nextTry': [[at]],
}
