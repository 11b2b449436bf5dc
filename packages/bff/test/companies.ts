/** A company of Plumm in a test, and the tenant it connects to. */
export const companies = {
  northwind: {
    id: 'northwind',
    name: 'Northwind Ltd',
    domain: 'contoso.com',
    admin: 'admin@contoso.com',
    user: 'user@contoso.com',
  },
  tailspin: {
    id: 'tailspin',
    name: 'Tailspin Toys',
    domain: 'fabrikam.com',
    admin: 'admin@fabrikam.com',
    user: 'user@fabrikam.com',
  },
} as const
export type CompanyName = keyof typeof companies
