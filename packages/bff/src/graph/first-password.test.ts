import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { firstPassword } from './first-password.ts'

it('makes passwords that Entra takes: every class, only its characters, none twice', () => {
  const passwords = Array.from({ length: 200 }, () => firstPassword(randomBytes))
  expect(new Set(passwords).size).toBe(200)
  for (const password of passwords) {
    expect(password).toMatch(/^[A-Za-z0-9@#$%^&*\-_!+=[\]{}|\\:',.?/`~"();<>]{8,256}$/)
    for (const needed of [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/]) expect(password).toMatch(needed)
  }
})

it('favours no character: bytes that would are thrown away', () => {
  const pool = randomBytes(4_000_000)
  let taken = 0
  const counts = new Map<string, number>()
  for (let made = 0; made < 20_000; made += 1) {
    const password = firstPassword(() => pool.subarray(taken, (taken += 1)))
    for (const character of password.slice(0, 36)) counts.set(character, (counts.get(character) ?? 0) + 1)
  }
  // A third more often is what the bias would be; chance alone gives some 8 %.
  expect(Math.max(...counts.values()) / Math.min(...counts.values())).toBeLessThan(1.2)
})
