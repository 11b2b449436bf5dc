import { type PlummPerson, nameOf } from '../plumm/person.ts'

/** An account as Entra has it before Plumm connects, with Graph's property names. */
export interface SeedAccount {
  accountEnabled: boolean
  userPrincipalName: string
  mail: string
  mailNickname: string
  displayName: string
  givenName: string
  surname: string
  jobTitle: string | null
  department: string | null
  companyName: string | null
  officeLocation: string | null
  city: string | null
  country: string | null
  usageLocation: string | null
  mobilePhone: string | null
  employeeId: string | null
  employeeOrgData: { costCenter: string | null; division: string | null }
  /** Windows AD owns it. */
  onPremisesSyncEnabled: true | null
}

/** People of the roster who are not in Entra yet, by row: the first sync creates them, or says why it cannot. */
const absent = new Set([10, 11, 13, 14, 16, 17, 20, 23, 26, 29, 32, 35, 36, 38])
const rosterSize = 40

/**
 * What Contoso's Entra already knows of Northwind's people: most of them, some of them differently, and the cases in
 * which a computer must not decide alone. So the first preview has something of everything.
 */
export function seedAccounts(northwind: readonly PlummPerson[]): SeedAccount[] {
  return northwind.flatMap((person, row) => {
    const isThere = row < rosterSize ? !absent.has(row) : row % 3 === 0
    return isThere ? [{ ...inStep(person), ...differently(person, row) }] : []
  })
}

function differently(person: PlummPerson, row: number): Partial<SeedAccount> {
  switch (row) {
    case 12:
      return { jobTitle: 'Associate Director' }
    case 24: // Found only through an alias: the sign-in name is another one.
      return { userPrincipalName: 'smarques@contoso.com', mailNickname: 'smarques' }
    case 31: // Windows AD owns the account; Graph refuses to change it.
      return { onPremisesSyncEnabled: true, department: 'Customer Care' }
    case 33: // The address belonged to someone else before.
      return { employeeId: 'NW0417', displayName: 'Gregory Ashby', givenName: 'Gregory', jobTitle: 'Copywriter' }
    case 9:
    case 18:
    case 27:
    case 34:
      return { jobTitle: `Junior ${person.role ?? ''}`, mobilePhone: null }
    case 5:
    case 21:
    case 30:
      return { department: 'Unassigned', officeLocation: null }
    default:
      return row >= rosterSize && row % 2 === 0 ? { jobTitle: 'Employee' } : {}
  }
}

/** An account in which there is nothing left to change. */
function inStep(person: PlummPerson): SeedAccount {
  const { email, firstName, lastName, location, role, department, entity, phone, employeeNumber, costCenter } = person
  return {
    accountEnabled: true,
    userPrincipalName: email,
    mail: email,
    mailNickname: (email.split('@')[0] ?? '').replaceAll(/[^A-Za-z0-9.'-]/g, ''),
    displayName: nameOf(person),
    givenName: firstName,
    surname: lastName,
    jobTitle: role ?? null,
    department: department ?? null,
    companyName: entity ?? null,
    officeLocation: location?.office ?? null,
    city: location?.city ?? null,
    country: location?.country ?? null,
    usageLocation: location?.country ?? null,
    mobilePhone: phone ?? null,
    employeeId: employeeNumber ?? null,
    employeeOrgData: { costCenter: costCenter ?? null, division: null },
    onPremisesSyncEnabled: null,
  }
}
