import { describe, expect, it } from 'vitest'
import { type DirectoryRoleName, directoryRoles } from './roles.ts'
import { mayActOn } from './sensitive-actions.ts'

/** The table of graph-facts §2.2: Authentication, User, Privileged Authentication and Global Administrator. */
const table: [DirectoryRoleName, string][] = [
  ['Authentication Administrator', 'y-yy'],
  ['Directory Readers', 'yyyy'],
  ['Global Administrator', '--yy'],
  ['Groups Administrator', '-yyy'],
  ['Guest Inviter', 'yyyy'],
  ['Helpdesk Administrator', '-yyy'],
  ['Message Center Reader', 'yyyy'],
  ['Password Administrator', 'yyyy'],
  ['Privileged Authentication Administrator', '--yy'],
  ['Privileged Role Administrator', '--yy'],
  ['Reports Reader', 'yyyy'],
  ['User Administrator', '-yyy'],
  ['Usage Summary Reports Reader', 'yyyy'],
]
const actors: DirectoryRoleName[] = [
  'Authentication Administrator',
  'User Administrator',
  'Privileged Authentication Administrator',
  'Global Administrator',
]

const marksFor = (roles: string[], isGuarded: boolean) =>
  actors.map((actor) => (mayActOn([directoryRoles[actor]], { roles, isGuarded }) ? 'y' : '-')).join('')

describe('who may act on whom (graph-facts §2.2)', () => {
  it.each(table)('%s: %s', (target, marks) => {
    expect(marksFor([directoryRoles[target]], false)).toBe(marks)
  })

  it.each([
    ['nobody in particular', [], false, 'yyyy'],
    ['a member or owner of a role-assignable group, or in a restricted unit', [], true, '--yy'],
    ['a custom role', ['11111111-2222-4333-8444-555555555555'], false, '--yy'],
  ])('%s', (_, roles, isGuarded, marks) => {
    expect(marksFor(roles, isGuarded)).toBe(marks)
  })

  it('gives an app without a role nobody who is protected', () => {
    expect(mayActOn([], { roles: [directoryRoles['Helpdesk Administrator']], isGuarded: false })).toBe(false)
    expect(mayActOn([], { roles: [directoryRoles['Reports Reader']], isGuarded: false })).toBe(true)
    expect(mayActOn([], { roles: [], isGuarded: true })).toBe(false)
  })
})
