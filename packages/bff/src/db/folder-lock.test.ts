import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { FolderInUseError, lockFolder } from './folder-lock.ts'

it('says in a sentence that a data folder is in use, and gives it out again afterwards', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plumm-lock-'))
  const unlock = await lockFolder(folder)
  const second = lockFolder(folder, { waitMs: 0 })
  await expect(second).rejects.toThrow(FolderInUseError)
  await expect(second).rejects.toThrow(/is in use by another process. Stop that one first, or set DATA_DIR/)
  await unlock()
  await (
    await lockFolder(folder, { waitMs: 0 })
  )()
  await rm(folder, { recursive: true })
})
