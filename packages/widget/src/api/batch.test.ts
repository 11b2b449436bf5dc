import { expect, it } from 'vitest'
import { createBatch } from './batch.ts'

function batching(sizeMax = 500) {
  const requests: string[][] = []
  let flush = () => {}
  const batch = createBatch<string>({
    sizeMax,
    gather: (call) => (flush = call),
    fetchMany: async (ids) => {
      requests.push(ids)
      if (ids.includes('bad')) throw new Error('no')
      return new Map(ids.filter((id) => id !== 'nobody').map((id) => [id, `status of ${id}`]))
    },
  })
  return { batch, requests, flush: () => flush() }
}

it('asks once for everyone who was wanted meanwhile, and for each of them once', async () => {
  const { batch, requests, flush } = batching()
  const answers = Promise.all(['a', 'b', 'a', 'nobody'].map((id) => batch.load(id)))
  flush()
  await expect(answers).resolves.toEqual(['status of a', 'status of b', 'status of a', undefined])
  expect(requests).toEqual([['a', 'b', 'nobody']])
})

it('splits what is too much for one request, and fails only the part that failed', async () => {
  const { batch, requests, flush } = batching(2)
  const answers = Promise.allSettled(['a', 'b', 'bad'].map((id) => batch.load(id)))
  flush()
  expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
  expect(requests).toEqual([['a', 'b'], ['bad']])
})

it('gathers anew after it has asked', async () => {
  const { batch, requests, flush } = batching()
  const first = batch.load('a')
  flush()
  const second = batch.load('a')
  flush()
  await Promise.all([first, second])
  expect(requests).toEqual([['a'], ['a']])
})
