import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { ROOT } from './run-command.ts'

/** A miniature of this repository: our rules and packages by name, with files of the test's own. */
export interface Fixture {
  root: string
  write(files: Record<string, string>): void
  remove(): void
}

const packages = ['packages/shared', 'packages/bff', 'packages/widget', 'dev/emulator', 'dev/demo']
const settings = ['.oxlintrc.json', '.oxfmtrc.json', '.dependency-cruiser.cjs', 'tsconfig.base.json', 'package.json']

export function createFixture(): Fixture {
  const root = mkdtempSync(join(tmpdir(), 'plumm-rules-'))
  for (const file of settings) cpSync(join(ROOT, file), join(root, file))
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'))
  for (const path of packages) {
    mkdirSync(join(root, path, 'src'), { recursive: true })
    for (const file of ['package.json', 'tsconfig.json']) cpSync(join(ROOT, path, file), join(root, path, file))
    linkDependencies(root, path)
  }
  const write = (files: Record<string, string>) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
  }
  return { root, write, remove: () => rmSync(root, { recursive: true, force: true }) }
}

/** The real npm packages, but the fixture's own packages in place of ours. */
function linkDependencies(root: string, path: string): void {
  const installed = join(ROOT, path, 'node_modules')
  const linked = join(root, path, 'node_modules')
  mkdirSync(join(linked, '@plumm'), { recursive: true })
  for (const name of readdirSync(installed)) {
    if (!name.startsWith('.') && name !== '@plumm') symlinkSync(join(installed, name), join(linked, name))
  }
  for (const other of packages) {
    const { name } = JSON.parse(readFileSync(join(ROOT, other, 'package.json'), 'utf8')) as { name: string }
    symlinkSync(join(root, other), join(linked, name))
  }
}
