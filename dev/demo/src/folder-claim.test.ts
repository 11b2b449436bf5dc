import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FolderTaken, claimFolder } from './folder-claim.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumm-claim-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('the demo’s folder', () => {
  it('is refused, with a sentence, while another process works in it', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    await writeFile(join(folder, 'running.pid'), String(other.pid))
    await expect(claimFolder(folder)).rejects.toThrow(FolderTaken)
    await expect(claimFolder(folder)).rejects.toThrow(/already running/)
    const gone = once(other, 'exit')
    other.kill()
    await gone
    await (
      await claimFolder(folder)
    )()
  })

  it('is free again once it was given back', async () => {
    const release = await claimFolder(folder)
    await release()
    await expect(claimFolder(folder)).resolves.toBeTypeOf('function')
  })
})
