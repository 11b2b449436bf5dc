import type { Person } from '@plumm/entra-shared'

/** Tom, who is there before anything happens. */
export const tom: Person = {
  id: 'tom',
  version: 1,
  status: 'active',
  email: 'tom.lee@contoso.com',
  firstName: 'Tom',
  lastName: 'Lee',
}

/** Ana, whom HR hires in the course of a test. */
export const ana = {
  id: 'ana',
  email: 'ana.ruiz@contoso.com',
  firstName: 'Ana',
  lastName: 'Ruiz',
  role: 'Engineer',
}
