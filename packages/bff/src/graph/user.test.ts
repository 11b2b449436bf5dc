import { entraFields } from '@plumm/entra-shared'
import { describe, expect, it } from 'vitest'
import { DELTA_SELECT, USER_SELECT, toEntraUser, toGraphBody } from './user.ts'

describe('an account read from Graph', () => {
  it('is read with every field we map, its state and its other addresses', () => {
    const user = toEntraUser({
      id: 'u1',
      accountEnabled: false,
      userType: 'Guest',
      onPremisesSyncEnabled: true,
      userPrincipalName: 'ana@contoso.com',
      displayName: 'Ana',
      mail: 'ana.ruiz@contoso.com',
      jobTitle: null,
      department: '',
      proxyAddresses: [
        'SMTP:Ana.Ruiz@contoso.com',
        'smtp:ana@contoso.com',
        'smtp:a@contoso.com',
        'X500:/o=x',
        'sip:ana@x',
      ],
      aboutMe: 'not ours',
    })
    expect(user).toEqual({
      id: 'u1',
      displayName: 'Ana',
      isEnabled: false,
      isMember: false,
      isMasteredOnPremises: true,
      otherAddresses: ['ana.ruiz@contoso.com', 'a@contoso.com'],
      fields: {
        userPrincipalName: 'ana@contoso.com',
        displayName: 'Ana',
        mail: 'ana.ruiz@contoso.com',
        jobTitle: null,
        department: null,
      },
    })
  })

  it('is a cloud member with a name where Graph says nothing', () => {
    expect(toEntraUser({ id: 'u1', userType: null, onPremisesSyncEnabled: null, displayName: null })).toMatchObject({
      displayName: 'u1',
      isMember: true,
      isMasteredOnPremises: false,
      otherAddresses: [],
    })
  })

  it('is nothing without an id', () => {
    expect(() => toEntraUser({ displayName: 'Ana' })).toThrow(/id/)
  })

  it('is asked for with everything that comes only when selected', () => {
    for (const field of Object.keys(entraFields)) {
      expect(USER_SELECT.split(',')).toContain(field)
      expect(DELTA_SELECT.split(',')).toContain(field)
    }
    for (const select of [USER_SELECT, DELTA_SELECT]) expect(select.split(',')).toContain('accountEnabled')
    expect(USER_SELECT.split(',')).toEqual(
      expect.arrayContaining(['userType', 'onPremisesSyncEnabled', 'proxyAddresses']),
    )
  })
})

describe('a body for Graph', () => {
  it('holds only what changes, and null for what is cleared', () => {
    expect(toGraphBody({ fields: { jobTitle: null, city: 'Leeds' } })).toEqual({ jobTitle: null, city: 'Leeds' })
    expect(toGraphBody({ isEnabled: false })).toEqual({ accountEnabled: false })
  })
})
