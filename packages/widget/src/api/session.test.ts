import { expect, it } from 'vitest'
import { permissionsIn } from './session.ts'

const tokenWith = (claims: unknown) =>
  `e30.${btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(claims))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')}.sig`

it('reads the permissions we know out of a session token', () => {
  const token = tokenWith({ name: 'Zoë O’Connor', permissions: ['status:read', 'fly'] })
  expect(permissionsIn(token)).toEqual(['status:read'])
})

it.each([['an opaque token'], [''], ['a.b.c'], [tokenWith(17)], [tokenWith({ sub: 'user-1' })]])(
  'says nothing about %j',
  (token) => {
    expect(permissionsIn(token)).toBeNull()
  },
)
