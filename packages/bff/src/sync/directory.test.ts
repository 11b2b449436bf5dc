import { describe, expect, it } from 'vitest'
import { pullDirectory } from './directory.ts'

const person = (id: string) => ({ id, version: 1, status: 'active', email: `${id}@contoso.com` })
const page = (ids: string[], nextCursor: string | null = null) => Response.json({ people: ids.map(person), nextCursor })

/** Answers one page after the other, and remembers what was asked for. */
function directory(...pages: (Response | Error)[]) {
  const asked: string[] = []
  const options = {
    apiUrl: 'https://plumm.test/api/',
    apiToken: () => 'token',
    fetch: (url: unknown) => {
      asked.push(String(url))
      const next = pages.shift()
      return next instanceof Response ? Promise.resolve(next) : Promise.reject(next ?? new Error('nothing more'))
    },
  }
  return { options, asked }
}

describe('Plumm’s directory', () => {
  it('is read to its last page', async () => {
    const { options, asked } = directory(page(['a', 'b'], 'two'), page(['c']))
    expect(await pullDirectory('north wind', 3, options)).toMatchObject({ presentIds: ['a', 'b', 'c'] })
    expect(asked).toEqual([
      'https://plumm.test/api/companies/north%20wind/people?limit=500',
      'https://plumm.test/api/companies/north%20wind/people?limit=500&cursor=two',
    ])
  })

  it.each<[string, (Response | Error)[], string]>([
    ['is empty', [page([])], 'empty'],
    ['has less than half of the people we know', [page(['a', 'b', 'c', 'd'])], 'shrunken'],
    ['comes round to a page it had', [page(['a'], 'x'), page(['b'], 'y'), page(['c'], 'x')], 'looping'],
    [
      'breaks off after a page',
      [page(['a', 'b', 'c', 'd', 'e', 'f'], 'x'), new TypeError('fetch failed')],
      'unreachable',
    ],
    ['fails half-way', [page(['a', 'b', 'c', 'd', 'e', 'f'], 'x'), new Response(null, { status: 500 })], 'unreachable'],
    ['is a page of something else', [new Response('<html></html>')], 'unreachable'],
    ['breaks the contract', [Response.json({ people: [{ id: 'a' }], nextCursor: null })], 'unreachable'],
    ['forgets to say whether there is more', [Response.json({ people: [person('a')] })], 'unreachable'],
  ])('that %s is a fault, and nobody has left', async (_, pages, fault) => {
    expect(await pullDirectory('northwind', 10, directory(...pages).options)).toMatchObject({ fault: { is: fault } })
  })

  it('with just half of the people is taken at its word', async () => {
    const { options } = directory(page(['a', 'b', 'c', 'd', 'e']))
    expect(await pullDirectory('northwind', 10, options)).toMatchObject({ presentIds: ['a', 'b', 'c', 'd', 'e'] })
  })
})
