import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Another demo works in the same folder; two would write over each other. */
export class FolderTaken extends Error {
  constructor(folder: string, processId: number) {
    super(`The demo is already running in ${folder} (process ${processId}). Stop that one first.`)
    this.name = 'FolderTaken'
  }
}

/**
 * Keeps a folder for this process. What a killed process left behind is taken over.
 *
 * @returns Gives the folder back.
 * @throws FolderTaken
 */
export async function claimFolder(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, 'running.pid')
  const processId = Number(await readFile(file, 'utf8').catch(() => ''))
  if (processId > 0 && processId !== process.pid && isAlive(processId)) throw new FolderTaken(folder, processId)
  await writeFile(file, String(process.pid))
  return () => rm(file, { force: true })
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch {
    return false
  }
}
