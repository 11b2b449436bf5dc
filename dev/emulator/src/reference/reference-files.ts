import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What the project was given to build from; a fresh clone has no such folder beside it. */
function referenceFolder(): string | undefined {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'shared', 'reference')
    if (existsSync(candidate)) return candidate
  }
  return undefined
}

/** @returns undefined where the reference is not at hand */
export function referenceText(name: string): string | undefined {
  const folder = referenceFolder()
  return folder === undefined ? undefined : readFileSync(join(folder, name), 'utf8')
}

export const PERMISSIONS_FILE = 'graph-application-permissions.json'
export const TYPES_FILE = 'graph-v1.0-types.csdl.xml'
