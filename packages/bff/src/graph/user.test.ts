import { describe, expect, it } from 'vitest'
import { DELTA_SELECT, USER_QUERY, fieldNamed, readReferenceChanges, toEntraUser, toGraphBody } from './user.ts'

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
      businessPhones: ['+44 20 7946 0000'],
      employeeOrgData: { costCenter: 'CC-7' },
      manager: { '@odata.type': '#microsoft.graph.user', id: 'u2', displayName: 'Jo Park' },
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
        businessPhones: '+44 20 7946 0000',
        division: null,
        costCenter: 'CC-7',
        manager: 'u2',
      },
      referenceNames: { u2: 'Jo Park' },
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

  it('has no manager when Graph shows none', () => {
    expect(toEntraUser({ id: 'u1' }).fields).toEqual({ manager: null })
  })

  it('is asked for with everything that comes only when selected, and its manager by name', () => {
    const parameters = new URLSearchParams(USER_QUERY)
    const selected = parameters.get('$select')?.split(',') ?? []
    for (const select of [selected, DELTA_SELECT.split(',')]) {
      expect(select).toEqual(
        expect.arrayContaining([
          'id',
          'accountEnabled',
          'employeeId',
          'usageLocation',
          'businessPhones',
          'employeeOrgData',
        ]),
      )
      expect(new Set(select).size).toBe(select.length)
    }
    expect(selected).toEqual(expect.arrayContaining(['userType', 'onPremisesSyncEnabled', 'proxyAddresses']))
    expect(selected).not.toContain('manager')
    expect(DELTA_SELECT.split(',')).toContain('manager')
    expect(parameters.get('$expand')).toBe('manager($select=id,displayName)')
  })
})

describe('a manager in a delta answer', () => {
  it.each<[string, Record<string, unknown>, unknown]>([
    ['that is not there', { jobTitle: 'x' }, {}],
    ['that was set', { 'manager@delta': [{ id: 'u2' }] }, { manager: 'u2' }],
    ['that was replaced', { 'manager@delta': [{ id: 'u2', '@removed': {} }, { id: 'u3' }] }, { manager: 'u3' }],
    ['that was removed', { 'manager@delta': [{ id: 'u2', '@removed': { reason: 'deleted' } }] }, { manager: null }],
    ['without an id, as reported in docs#15842', { 'manager@delta': [{}] }, { manager: null }],
  ])('%s', (_, item, fields) => {
    expect(readReferenceChanges(item)).toEqual(fields)
  })
})

describe('a body for Graph', () => {
  it('holds only what changes, and null for what is cleared', () => {
    expect(toGraphBody({ fields: { jobTitle: null, city: 'Leeds' } })).toEqual({ jobTitle: null, city: 'Leeds' })
    expect(toGraphBody({ isEnabled: false })).toEqual({ accountEnabled: false })
  })

  it('puts the parts of an object together, and a phone into its list', () => {
    expect(toGraphBody({ fields: { costCenter: 'CC-7', division: 'North', businessPhones: '1' } })).toEqual({
      employeeOrgData: { costCenter: 'CC-7', division: 'North' },
      businessPhones: ['1'],
    })
    expect(toGraphBody({ fields: { costCenter: null, businessPhones: null } })).toEqual({
      employeeOrgData: { costCenter: null },
      businessPhones: [],
    })
  })

  it('has no references in it: they are calls of their own', () => {
    expect(toGraphBody({ fields: { manager: 'u2' } })).toEqual({})
  })
})

it('knows which field a refusal is about, by Graph’s own name', () => {
  expect(fieldNamed('employeeOrgData', ['jobTitle', 'costCenter'])).toBe('costCenter')
  expect(fieldNamed('MobilePhone', ['mobilePhone'])).toBe('mobilePhone')
  expect(fieldNamed('password', ['jobTitle'])).toBeUndefined()
})
