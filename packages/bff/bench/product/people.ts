import type { Person } from '@plumm/entra-shared'

const DEPARTMENTS = ['Product', 'Sales', 'Finance', 'People', 'Support']

/** Person number so-and-so of a large company: nobody is like another. */
export function companyPerson(index: number, changes: Partial<Person> = {}) {
  const number = String(index).padStart(6, '0')
  return {
    id: `p-${number}`,
    version: 1,
    status: 'active' as const,
    email: `person.${number}@contoso.com`,
    firstName: `First${number}`,
    lastName: `Last${number}`,
    role: 'Engineer',
    department: DEPARTMENTS[index % DEPARTMENTS.length] ?? 'Product',
    employeeNumber: number,
    ...changes,
  } satisfies Person
}
