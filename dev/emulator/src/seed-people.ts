import type { SeedPerson } from './seed.ts'
import type { DirectoryRoleName } from './tenant/roles.ts'

/** One holder of each role that matters to consent or to protection, in the order of the account picker. */
const administrators: [role: DirectoryRoleName, name: string, local: string][] = [
  ['Global Administrator', 'Gloria Bal', 'global'],
  ['Privileged Role Administrator', 'Priya Role', 'privileged-role'],
  ['Cloud Application Administrator', 'Claude Apps', 'cloud-apps'],
  ['Application Administrator', 'Apollo Cation', 'apps'],
  ['User Administrator', 'Ursula Users', 'users'],
  ['Privileged Authentication Administrator', 'Paul Auth', 'privileged-auth'],
  ['Authentication Administrator', 'Aurora Thent', 'auth'],
  ['Helpdesk Administrator', 'Hedy Helps', 'helpdesk'],
  ['Groups Administrator', 'Greta Groups', 'groups'],
  ['License Administrator', 'Licia Seats', 'licenses'],
  ['Password Administrator', 'Pascal Word', 'passwords'],
  ['Guest Inviter', 'Ingrid Vites', 'guests'],
  ['Directory Readers', 'Dirk Reads', 'reader'],
  ['Reports Reader', 'Reta Port', 'reports'],
  ['Message Center Reader', 'Mes Sage', 'messages'],
  ['Usage Summary Reports Reader', 'Sumi Usage', 'usage'],
]

const ordinary: Omit<SeedPerson, 'id'>[] = [
  { name: 'Nora Wind', local: 'nora' },
  { name: 'Seán O’Neil', local: "sean.o'neil" },
  { name: 'Bo Locke', local: 'blocked', isBlocked: true },
  // Known at home: signs in to Northwind with Contoso's name.
  { name: 'Uma Ser (Contoso)', local: 'user_contoso.com#EXT#', guestFrom: 'user@contoso.com' },
  // Without a home here, and an administrator as a guest.
  { name: 'Ola Outside', local: 'ola_example.org#EXT#', guestFrom: 'ola@example.org' },
  {
    name: 'Fred Head (Fabrikam)',
    local: 'admin_fabrikam.com#EXT#',
    guestFrom: 'admin@fabrikam.com',
    role: 'User Administrator',
  },
]

/** The people of Northwind: an administrator of each kind, ordinary users, guests, and somebody who is blocked. */
export function seedPeople(): SeedPerson[] {
  const admins = administrators.map(([role, name, local]) => ({ role, name, local }))
  return [...admins, ...ordinary].map((person, index) => ({
    ...person,
    id: `90271114-aaaa-4907-8907-0000000000${String(index + 1).padStart(2, '0')}`,
  }))
}
