import type { Emulator } from '@plumm/entra-emulator'
import type { PlummPerson } from '../plumm/person.ts'
import { seedAccounts } from './accounts.ts'

/** An account that looks after others: Plumm must ask before it touches one. */
const roleHolder = { email: 'yusuf.demir@contoso.com', role: 'User Administrator' }

/** Gives Contoso the accounts that were there before Plumm. Only for a new Entra: a restart finds them as they are. */
export function seedEntra(emulator: Emulator, northwind: readonly PlummPerson[]): void {
  const contoso = emulator.tenant('contoso.com')
  for (const account of seedAccounts(northwind)) contoso.addUser({ ...account })
  const emailOf = new Map(northwind.map(({ id, email }) => [id, email]))
  for (const { email, managerId = '' } of northwind) {
    const manager = emailOf.get(managerId)
    if (manager !== undefined && contoso.user(manager) && contoso.user(email)) contoso.editUser(email, { manager })
  }
  if (contoso.user(roleHolder.email)) contoso.assignRole(roleHolder.email, roleHolder.role)
  const fabrikam = emulator.tenant('fabrikam.com')
  fabrikam.addUser({
    userPrincipalName: 'ellen.frost@fabrikam.com',
    mail: 'ellen.frost@fabrikam.com',
    displayName: 'Ellen Frost',
    givenName: 'Ellen',
    surname: 'Frost',
    jobTitle: 'Bookkeeper',
    department: 'Finance',
  })
}
