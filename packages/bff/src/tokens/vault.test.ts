import { createSecretKey } from 'node:crypto'
import { inspect } from 'node:util'
import { CompactEncrypt, base64url, decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import { VaultError, createVault } from './vault.ts'

const bytes = (fill: number) => Buffer.alloc(32, fill)
const key = (id: string, fill: number) => ({ id, key: createSecretKey(bytes(fill)) })
const [monday, tuesday] = [key('monday', 1), key('tuesday', 2)]

describe('what is sealed', () => {
  it('opens for the same company, and is other text each time', async () => {
    const vault = createVault([monday])
    const sealed = [await vault.seal('a token ✓', 'northwind'), await vault.seal('a token ✓', 'northwind')]
    expect(new Set(sealed).size).toBe(2)
    for (const text of sealed) expect(await vault.open(text, 'northwind')).toBe('a token ✓')
    expect(sealed.join()).not.toContain('token')
  })

  it('opens for no other company', async () => {
    const vault = createVault([monday])
    await expect(vault.open(await vault.seal('secret', 'northwind'), 'tailspin')).rejects.toThrow(VaultError)
  })

  it('still opens after a new key has come first, and not after the old one has gone', async () => {
    const old = await createVault([monday]).seal('secret', 'northwind')
    const rotated = createVault([tuesday, monday])
    expect(await rotated.open(old, 'northwind')).toBe('secret')
    expect(decodeProtectedHeader(await rotated.seal('secret', 'northwind')).kid).toBe('tuesday')
    await expect(createVault([tuesday]).open(old, 'northwind')).rejects.toThrow(
      /"monday", which is not in ENCRYPTION_KEYS/,
    )
  })

  it('does not open when anything in it was changed', async () => {
    const vault = createVault([monday, tuesday])
    const parts = (await vault.seal('secret', 'northwind')).split('.')
    const header = { ...decodeProtectedHeader(parts.join('.')), ctx: 'tailspin' }
    const forged = [
      parts.with(0, base64url.encode(JSON.stringify(header))),
      ...[2, 3, 4].map((part) => parts.with(part, flip(parts[part] ?? ''))),
      ['not', 'sealed'],
    ]
    for (const text of forged) {
      for (const company of ['northwind', 'tailspin']) {
        await expect(vault.open(text.join('.'), company)).rejects.toThrow(VaultError)
      }
    }
  })

  it('does not open when it was sealed in another way with a key of ours', async () => {
    const other = await new CompactEncrypt(new TextEncoder().encode('secret'))
      .setProtectedHeader({ alg: 'A256KW', enc: 'A256GCM', kid: 'monday', ctx: 'northwind' })
      .encrypt(monday.key)
    await expect(createVault([monday]).open(other, 'northwind')).rejects.toThrow(VaultError)
  })

  it('needs a key', () => {
    expect(() => createVault([])).toThrow(/needs a key/)
  })
})

it('has keys that no log prints', () => {
  const secret = bytes(1).toString('base64')
  expect(inspect(monday, { depth: 9 }) + JSON.stringify(monday)).not.toMatch(new RegExp(`${secret}|1, ?1, ?1|01 01 01`))
})

/** The same length, another first character. */
function flip(text: string): string {
  return (text.startsWith('A') ? 'B' : 'A') + text.slice(1)
}
