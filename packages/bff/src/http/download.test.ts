import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { sendFile } from './download.ts'

const csv = { name: 'people.csv', type: 'text/csv; charset=utf-8' }
const download = (lines: () => AsyncIterable<string>) =>
  new Hono().get('/', (context) => sendFile(context, csv, lines())).request('/')

it('sends the lines as a file', async () => {
  const response = await download(async function* () {
    yield 'Zoë\n'
    yield 'Ana\n'
  })
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="people.csv"',
    'cache-control': 'no-store',
  })
  expect(await response.text()).toBe('Zoë\nAna\n')
})

it('breaks off where making it fails, so that a part does not pass for the whole', async () => {
  const response = await download(async function* () {
    yield 'Zoë\n'
    throw new Error('The database is gone.')
  })
  await expect(response.text()).rejects.toThrow('The database is gone.')
})
