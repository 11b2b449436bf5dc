import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { canEveryoneEnter, importEmbeddedPostgres } from './embedded-postgres.ts'

it('sees that a folder below a private one is closed to everybody else', async () => {
  const outer = await mkdtemp(join(tmpdir(), 'plumm-private-'))
  const inner = join(outer, 'inner')
  await mkdir(inner, { mode: 0o755 })
  expect(await canEveryoneEnter(inner)).toBe(false)
  await chmod(outer, 0o755)
  expect(await canEveryoneEnter(inner)).toBe(true)
  await rm(outer, { recursive: true })
})

it('leaves no exit hook of the library behind', async () => {
  const before = process.listenerCount('beforeExit')
  await importEmbeddedPostgres()
  expect(process.listenerCount('beforeExit')).toBe(before)
})
