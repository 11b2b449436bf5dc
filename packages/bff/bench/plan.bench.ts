import {
  type EntraUser,
  type Person,
  applyFieldMapping,
  defaultFieldMapping,
  defaultSettings,
} from '@plumm/entra-shared'
import { type Measurement, perSecond } from '../../../dev/checks/measurement.ts'
import { plan } from '../src/sync/plan.ts'
import { type Situation, noCandidates } from '../src/sync/situation.ts'

const person: Person = {
  id: 'p-1042',
  version: 17,
  status: 'active',
  email: 'ana.ruiz@contoso.example',
  firstName: 'Ana',
  lastName: 'Ruiz',
  role: 'Engineer',
  department: 'Product',
  location: { office: 'Lisbon', city: 'Lisbon', country: 'PT' },
  phone: '+351 21 000 0000',
  employeeNumber: '1042',
}
const { always, onCreate } = applyFieldMapping(defaultFieldMapping, person)

const account: EntraUser = {
  id: '7f0c3c3e-0000-4000-8000-000000001042',
  displayName: 'Ana Ruiz',
  isEnabled: true,
  isMember: true,
  isMasteredOnPremises: false,
  otherAddresses: [person.email],
  fields: { ...onCreate, ...always },
  referenceNames: {},
}

const linked: Situation = {
  person,
  link: {
    entraUserId: account.id,
    email: person.email,
    signInName: person.email,
    revokeOwed: false,
    suspendedByPlumm: false,
    written: {},
    recentWrites: [],
    linkedAt: new Date('2026-01-01T09:00:00Z'),
  },
  account,
  candidates: noCandidates,
  addressChain: null,
  missingSince: null,
  initialDomain: 'contoso.onmicrosoft.com',
  roleHolders: new Set(),
  emailBelongsToOther: false,
  referred: new Map(),
  verifiedDomains: ['contoso.example'],
  answers: [],
  fieldMapping: defaultFieldMapping,
  settings: defaultSettings,
  now: new Date('2026-02-01T09:00:00Z'),
}

const hire: Situation = { ...linked, link: null, account: null }
const edit: Situation = { ...linked, person: { ...person, version: 18, role: 'Team lead', department: 'Platform' } }

/** How fast people are decided about: the part of a full pass that is ours alone. */
export async function measure(): Promise<Measurement[]> {
  expectKind(plan(linked).kind, 'none')
  expectKind(plan(hire).kind, 'create')
  expectKind(plan(edit).kind, 'update')
  const copies = await perSecond(() => structuredClone(person))
  const inStep = await perSecond(() => plan(linked))
  return [
    { name: 'plans for someone in step', value: inStep, unit: '/s' },
    { name: 'plans for a hire', value: await perSecond(() => plan(hire)), unit: '/s' },
    { name: 'plans for an edit', value: await perSecond(() => plan(edit)), unit: '/s' },
    { name: 'a plan, in copies of a person', value: copies / inStep, unit: '×' },
  ]
}

/** A benchmark of the wrong thing is worse than none. */
function expectKind(kind: string, expected: string): void {
  if (kind !== expected) throw new Error(`The benchmark's plan is ${kind} and should be ${expected}`)
}
