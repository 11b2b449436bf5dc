import { type EntraUser, type Person, defaultFieldMapping, defaultSettings } from '@plumm/entra-shared'
import { type Link, type Situation, noCandidates } from '../src/sync/situation.ts'

export const NOW = new Date('2026-11-24T09:00:00Z')

/** Ana, as Plumm knows her. */
export function anaInPlumm(changes: Partial<Person> = {}): Person {
  return {
    id: 'ana',
    version: 3,
    email: 'ana.ruiz@contoso.com',
    status: 'active',
    firstName: 'Ana',
    lastName: 'Ruiz',
    role: 'Engineer',
    department: 'Platform',
    ...changes,
  }
}

/** Ana's account, in step with what Plumm says. */
export function anaInEntra(
  changes: Partial<Omit<EntraUser, 'fields'>> & { fields?: EntraUser['fields'] } = {},
): EntraUser {
  return {
    id: 'entra-ana',
    displayName: 'Ana Ruiz',
    isEnabled: true,
    isMember: true,
    isMasteredOnPremises: false,
    otherAddresses: [],
    referenceNames: {},
    ...changes,
    fields: {
      userPrincipalName: 'ana.ruiz@contoso.com',
      displayName: 'Ana Ruiz',
      givenName: 'Ana',
      surname: 'Ruiz',
      jobTitle: 'Engineer',
      department: 'Platform',
      ...changes.fields,
    },
  }
}

function anaLinked(changes: Partial<Link> = {}): Link {
  return {
    entraUserId: 'entra-ana',
    email: 'ana.ruiz@contoso.com',
    signInName: 'ana.ruiz@contoso.com',
    revokeOwed: false,
    suspendedByPlumm: false,
    written: {},
    recentWrites: [],
    linkedAt: new Date('2026-01-01T00:00:00Z'),
    ...changes,
  }
}

/** Nobody linked, nobody in Entra, nothing special. */
export function situation(changes: Partial<Situation> = {}): Situation {
  return {
    person: anaInPlumm(),
    link: null,
    account: null,
    candidates: noCandidates,
    addressChain: null,
    missingSince: null,
    initialDomain: 'contoso.onmicrosoft.com',
    roleHolders: new Set(),
    emailBelongsToOther: false,
    referred: new Map(),
    verifiedDomains: ['contoso.com'],
    answers: [],
    fieldMapping: defaultFieldMapping,
    settings: defaultSettings,
    now: NOW,
    ...changes,
  }
}

export function linkedSituation(
  changes: {
    person?: Partial<Person>
    account?: Parameters<typeof anaInEntra>[0] | null
    link?: Partial<Link>
  } & Partial<Pick<Situation, 'settings' | 'answers' | 'roleHolders' | 'referred'>> = {},
): Situation {
  const { person, account, link, ...rest } = changes
  return situation({
    person: anaInPlumm(person),
    link: anaLinked(link),
    account: account === null ? null : anaInEntra(account),
    ...rest,
  })
}
