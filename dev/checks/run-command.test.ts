import { expect, it } from 'vitest'
import { run } from './run-command.ts'

/** A process that has ended but that nobody has reaped is a zombie, not alive. */
const isAlive = async (pid: number) => /^[^Z]/.test((await run('ps', ['-o', 'stat=', '-p', String(pid)])).output.trim())

it('answers with the exit code and everything that was printed', async () => {
  expect(await run('sh', ['-c', 'echo out; echo err >&2; exit 3'])).toMatchObject({
    code: 3,
    output: expect.stringMatching(/out[\s\S]*err/),
  })
})

it('fails a program that is not there', async () => {
  expect(await run('no-such-program', [])).toMatchObject({
    code: 1,
    output: expect.stringContaining('no-such-program'),
  })
})

it('leaves no grandchild behind, and does not wait for one that holds the output open', async () => {
  const { output } = await run('sh', ['-c', 'sleep 600 & echo $!'])
  const grandchild = Number(output)
  expect(grandchild).toBeGreaterThan(0)
  await expect.poll(() => isAlive(grandchild)).toBe(false)
})

it('ends a program that takes too long, and says so', async () => {
  expect(await run('sleep', ['600'], { timeoutMs: 50 })).toMatchObject({
    code: 1,
    output: expect.stringContaining('Stopped after'),
  })
})
