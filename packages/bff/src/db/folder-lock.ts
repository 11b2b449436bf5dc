import { lock } from 'proper-lockfile'

/** Another process works in this data folder. */
export class FolderInUseError extends Error {
  readonly folder: string
  constructor(folder: string, cause: unknown) {
    super(
      `The data folder ${folder} is in use by another process. Stop that one first, or set DATA_DIR to a folder of its own.`,
      { cause },
    )
    this.folder = folder
  }
}

/** A killed process leaves its lock behind; it counts as gone after this long without a sign of life. */
const STALE_MS = 5_000
const RETRY_MS = 1_000

/**
 * Takes the folder for this process and returns what gives it back. Waits as long as a killed process's lock needs to go
 * stale. `onLost` is told when the folder was taken away while we worked in it.
 * @throws FolderInUseError
 */
export async function lockFolder(
  folder: string,
  options: { onLost?: () => void; waitMs?: number } = {},
): Promise<() => Promise<void>> {
  const retries = Math.ceil((options.waitMs ?? STALE_MS + 2 * RETRY_MS) / RETRY_MS)
  try {
    return await lock(folder, {
      lockfilePath: `${folder}/in-use.lock`,
      stale: STALE_MS,
      update: STALE_MS / 5,
      retries: { retries, factor: 1, minTimeout: RETRY_MS, maxTimeout: RETRY_MS },
      onCompromised: () => options.onLost?.(),
    })
  } catch (error) {
    throw new FolderInUseError(folder, error)
  }
}
