import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import type { Checkpoint } from '../src/audit/chain.ts'
import { type FileVerdict, verifyFile } from '../src/audit/verify-file.ts'

const script = fileURLToPath(new URL('../../../docs/verify-audit.py', import.meta.url))
/** Not every machine has it; where it is, the two checks are held against each other. */
const hasPython = spawnSync('python3', ['--version']).status === 0

/** What our own check says of an exported log, and the one in docs/ that others can read; they agree. */
export async function checkedFile(file: string, anchor: Checkpoint | null = null): Promise<FileVerdict> {
  async function* lines() {
    yield* file.split('\n')
  }
  const ours = await verifyFile(lines(), anchor)
  if (hasPython && anchor === null) {
    const { status, stdout, stderr } = spawnSync('python3', [script], { input: file, encoding: 'utf8' })
    expect({ isOk: status === 0, said: stdout + stderr, ours }).toMatchObject({ isOk: ours.ok })
  }
  return ours
}
