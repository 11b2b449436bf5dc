import { expect, it } from 'vitest'
import { createHost, localeOf } from './host.ts'

it.each([
  ['de', 'de'],
  ['en_GB', 'en-GB'],
  ['EN-us', 'en-US'],
  ['nonsense!', 'en-GB'],
  ['', 'en-GB'],
  [undefined, 'en-GB'],
])('draws %j in %s', (locale, drawn) => {
  expect(localeOf({ locale })).toBe(drawn)
})

it('takes a token source that throws at once for one that has no session', async () => {
  const { callbacks } = createHost({
    getSessionToken: () => {
      throw new Error('signed out')
    },
  })
  await expect(callbacks.getSessionToken()).rejects.toThrow('signed out')
})
