import { describe, expect, it } from 'vitest'
import { testWorld } from './testing/graph-client.ts'

describe('paths as other clients write them', () => {
  it.each([
    ['a function with its brackets, as Kiota’s clients do', '/users/delta()?$select=displayName'],
    ['a key in brackets', "/users('admin@contoso.com')?$select=displayName"],
    ['literals without regard to case', '/Users/Delta?$select=displayName'],
  ])('takes %s', async (_, path) => {
    const { graph } = await testWorld()
    expect(await graph('GET', path)).toMatchObject({ status: 200 })
  })
})
