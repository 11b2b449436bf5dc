import { describe, expect, it } from 'vitest'
import { causeInRoles, permissionNews } from './permissions.ts'

const [WRITE, READ, ROLES] = ['User.ReadWrite.All', 'User.Read.All', 'RoleManagement.Read.Directory'] as const

it.each([
  [[WRITE, READ, ROLES], null],
  [[WRITE, READ], null],
  [[READ, ROLES], 'permission-missing'],
  [[WRITE], 'permission-missing'],
  [[], 'consent-withdrawn'],
] as const)('of %j it says %s', (roles, cause) => {
  expect(causeInRoles(roles)).toBe(cause)
})

describe('what is new of the permissions', () => {
  it('is nothing while they are the same, in whatever order', () => {
    expect(permissionNews([WRITE, READ], [READ, WRITE])).toBeNull()
  })

  it('is what was lost and what was gained, by name', () => {
    expect(permissionNews([WRITE, READ], [READ, ROLES])).toEqual({
      actor: { kind: 'sync', name: null },
      action: 'permissions.changed',
      outcome: 'succeeded',
      changes: [
        { field: WRITE, before: 'granted', after: 'not-granted' },
        { field: ROLES, before: 'not-granted', after: 'granted' },
      ],
    })
  })
})
