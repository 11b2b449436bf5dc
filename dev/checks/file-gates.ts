import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { entraFields } from '../../packages/shared/src/entra-user.ts'
import { whereUsed } from './nine-packages.ts'
import { ROOT, run } from './run-command.ts'
import { type SourceFile, complaintsAbout } from './source-rules.ts'
import type { Verdict } from './verdict.ts'

/** Everything that is or would be committed. */
async function sources(): Promise<SourceFile[]> {
  const { output } = await run('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx', '*.cjs', '*.css'])
  const paths = [...new Set(output.split('\n'))].filter((path) => path !== '' && existsSync(join(ROOT, path)))
  return paths.map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
}

/** An account's display name is also what a question to an administrator calls it (EntraUser in packages/shared). */
const fieldNames = Object.keys(entraFields).filter((field) => field !== 'displayName')

export async function checkSources(): Promise<Verdict> {
  const files = await sources()
  const complaints = files.flatMap((file) => complaintsAbout(file, fieldNames))
  const lengths = files.map(({ text }) => text.split('\n').length).toSorted((a, b) => a - b)
  const note = `${files.length} files, median ${lengths[lengths.length >> 1]} lines, longest ${lengths.at(-1)}`
  return { ok: complaints.length === 0, text: complaints.join('\n'), note }
}

export async function checkNinePackages(): Promise<Verdict> {
  const uses = whereUsed(await sources())
  const missing = uses
    .filter(({ path }) => path === undefined)
    .map(({ name }) => `${name} is not used by the package it belongs to`)
  const note = uses.map(({ name, path }) => `\n        ${name.padEnd(34)} ${path ?? '–'}`).join('')
  return { ok: missing.length === 0, text: missing.join('\n'), note }
}

const thirtyTwoBytes = Buffer.alloc(32, 7).toString('base64')

/** What .env.example leaves open for a person to fill in. */
const filledIn: Record<string, string> = {
  ENCRYPTION_KEYS: `k1:${thirtyTwoBytes}`,
  ENTRA_CLIENT_ID: '00000000-0000-4000-8000-000000000001',
  ENTRA_CLIENT_SECRET: 'a secret of the app registration',
  PLUMM_WEBHOOK_SECRETS: `whsec_${thirtyTwoBytes}`,
  PLUMM_API_TOKEN: 'a token that may read the directory',
}

/** A person starts from .env.example, so the BFF accepts it once the secrets are filled in, and nothing else is. */
export async function checkEnvExample(): Promise<Verdict> {
  const env = parseEnv(readFileSync(join(ROOT, '.env.example'), 'utf8'))
  for (const [name, value] of Object.entries(env)) {
    if (value === '') env[name] = filledIn[name]
  }
  const { readConfig } = await import('../../packages/bff/src/config.ts')
  const read = readConfig(env)
  const note = `${Object.keys(env).length} settings`
  return read.ok ? { ok: true, text: '', note } : { ok: false, text: read.problems.join('\n'), note }
}

/** The lockfile must install from whichever registry a machine is set up with. */
export async function checkLockfile(): Promise<Verdict> {
  const hosts = readFileSync(join(ROOT, 'pnpm-lock.yaml'), 'utf8')
    .split('\n')
    .filter((line) => /https?:\/\/|tarball:/.test(line))
  return { ok: hosts.length === 0, text: `pnpm-lock.yaml names a host:\n${hosts.slice(0, 10).join('\n')}` }
}
