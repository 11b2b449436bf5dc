/** What a Plumm session token may allow at the BFF (design §6). */
export type Permission = 'status:read' | 'integrations:read' | 'integrations:manage'

export interface PlummUser {
  id: string
  name: string
  role: 'Administrator' | 'Viewer'
  permissions: readonly Permission[]
}

export interface Company {
  id: string
  name: string
  users: readonly PlummUser[]
}

const administrator: readonly Permission[] = ['status:read', 'integrations:read', 'integrations:manage']
const viewer: readonly Permission[] = ['status:read']

/** Two customers of Plumm, so that anyone can see that one knows nothing of the other. */
export const companies = [
  {
    id: 'northwind',
    name: 'Northwind',
    users: [
      { id: 'jo-park', name: 'Jo Park', role: 'Administrator', permissions: administrator },
      { id: 'sam-reed', name: 'Sam Reed', role: 'Viewer', permissions: viewer },
    ],
  },
  {
    id: 'tailspin',
    name: 'Tailspin',
    users: [
      { id: 'alex-kim', name: 'Alex Kim', role: 'Administrator', permissions: administrator },
      { id: 'robin-cole', name: 'Robin Cole', role: 'Viewer', permissions: viewer },
    ],
  },
] as const satisfies readonly Company[]

export type CompanyId = (typeof companies)[number]['id']

/** The company and its user by their ids, or undefined where there is none. */
export function findUser(companyId: string, userId: string): { company: Company; user: PlummUser } | undefined {
  const company: Company | undefined = companies.find(({ id }) => id === companyId)
  const user = company?.users.find(({ id }) => id === userId)
  return company && user ? { company, user } : undefined
}
