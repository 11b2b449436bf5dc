import { describe, expect, it } from 'vitest'
import { isEcho } from './drift.ts'

const at = '2026-11-24T09:00:00Z'
const link = {
  suspendedByPlumm: false,
  written: {
    jobTitle: { before: 'Intern', after: 'Engineer', at },
    userPrincipalName: { before: null, after: 'ana@contoso.com', at },
  },
}
const seen = (fields: Parameters<typeof isEcho>[0]['fields'], isEnabled = true) => ({
  id: 'entra-ana',
  removed: null,
  isEnabled,
  fields,
})

describe('a change that Entra reports', () => {
  it('is our own when it shows what we wrote, an address in any case', () => {
    expect(isEcho(seen({ jobTitle: 'Engineer', userPrincipalName: 'Ana@Contoso.com' }), link)).toBe(true)
  })

  it('is somebody’s when a value differs, be it in case only', () => {
    expect(isEcho(seen({ jobTitle: 'engineer' }), link)).toBe(false)
    expect(isEcho(seen({ department: 'Sales' }), link)).toBe(false)
  })

  it('is somebody’s when the sign-in is not as we left it, or the account is gone', () => {
    expect(isEcho(seen({ jobTitle: 'Engineer' }, false), link)).toBe(false)
    expect(isEcho({ ...seen({}), removed: 'changed' }, link)).toBe(false)
  })
})
