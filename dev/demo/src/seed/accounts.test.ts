import { describe, expect, it } from 'vitest'
import { seedAccounts } from './accounts.ts'
import { seedPeople } from './people.ts'

const { northwind } = seedPeople({ now: new Date('2026-11-24T09:00:00Z') })
const accounts = seedAccounts(northwind)
const accountOf = (email: string) => accounts.find(({ userPrincipalName }) => userPrincipalName === email)

describe('what Entra knows before Plumm connects', () => {
  it('has about two thirds of the people, each sign-in name once', () => {
    expect(accounts.length).toBeGreaterThanOrEqual(24)
    expect(accounts.length).toBeLessThanOrEqual(28)
    expect(new Set(accounts.map(({ userPrincipalName }) => userPrincipalName)).size).toBe(accounts.length)
  })

  it('never holds what Entra would refuse', () => {
    for (const { userPrincipalName, jobTitle, usageLocation } of accounts) {
      expect(userPrincipalName).not.toContain('+')
      expect((jobTitle ?? '').length).toBeLessThanOrEqual(128)
      expect(usageLocation).toMatch(/^[A-Z]{2}$/)
    }
  })

  it('holds the accounts that need an answer or somebody’s help', () => {
    expect(accountOf('sofia.marques@contoso.com')).toBeUndefined()
    expect(accountOf('smarques@contoso.com')?.mail).toBe('sofia.marques@contoso.com')
    expect(accountOf('peter.novak@contoso.com')?.onPremisesSyncEnabled).toBe(true)
    expect(accountOf('george.ashby@contoso.com')?.employeeId).not.toBe(northwind[33]?.employeeNumber)
    expect(accountOf('dmitri.volkov@contoso.com')?.accountEnabled).toBe(true)
  })
})
