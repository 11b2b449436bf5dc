import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ROOT, run } from './run-command.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumm-hooks-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const hook = (name: string) => join(ROOT, '.githooks', name)

async function judge(message: string): Promise<number> {
  const file = join(folder, 'message')
  await writeFile(file, message)
  return (await run('sh', [hook('commit-msg'), file])).code
}

it('accepts a plain sentence of at most 100 characters as a subject', async () => {
  expect(await judge('Hold mass leavers until someone has looked\n\nA long story below.\n')).toBe(0)
  expect(await judge('é'.repeat(100))).toBe(0)
})

it('refuses a subject that is empty or too long', async () => {
  expect(await judge('\n# only a comment\n')).toBe(1)
  expect(await judge('x'.repeat(101))).toBe(1)
})

it('lets a commit through where nothing is installed yet', async () => {
  await run('git', ['init', '-q'], { cwd: folder })
  await writeFile(join(folder, 'bad.ts'), 'export default   1;')
  await run('git', ['add', '.'], { cwd: folder })
  for (const name of ['pre-commit', 'pre-push']) expect((await run('sh', [hook(name)], { cwd: folder })).code).toBe(0)
})
