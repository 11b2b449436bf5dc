import { describe, expect, it } from 'vitest'
import { type Endpoint, api } from './api.ts'

const endpoints: [string, Endpoint][] = Object.entries(api)

describe('the contract', () => {
  it('gives every endpoint an address of its own', () => {
    const addresses = endpoints.map(([, { method, path }]) => `${method} ${path}`)
    expect(new Set(addresses).size).toBe(addresses.length)
  })

  it('lets nobody who may only read change anything', () => {
    const writers = endpoints.filter(([, { audit }]) => 'writes' in audit)
    const byReaders = writers.filter(([, { permission }]) => permission !== 'integrations:manage')
    // Taking the log away changes nothing, and is noted.
    expect(byReaders.map(([name]) => name)).toEqual(['exportAudit'])
  })

  it('calls no request that changes something read-only by method', () => {
    const silent = endpoints.filter(([, { method, audit }]) => method !== 'GET' && 'none' in audit)
    // Asking for many statuses at once needs a body, and changes nothing.
    expect(silent.map(([name]) => name)).toEqual(['getStatuses'])
  })
})
