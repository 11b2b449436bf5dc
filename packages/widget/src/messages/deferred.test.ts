import { expect, it } from 'vitest'
import { deferred } from './deferred.ts'

it('fetches once, keeps what came, and tries again after a failure', async () => {
  const answers: Promise<string>[] = [Promise.reject(new Error('offline')), Promise.resolve('words')]
  const words = deferred(() => answers.shift() ?? Promise.reject(new Error('asked too often')))
  await expect(words.load()).rejects.toThrow('offline')
  expect(words.peek()).toBeUndefined()
  expect(await words.load()).toBe('words')
  expect(words.peek()).toBe('words')
  expect(await words.load()).toBe('words')
})
