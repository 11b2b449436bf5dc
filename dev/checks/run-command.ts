import { spawn } from 'node:child_process'
import { delimiter, join, resolve } from 'node:path'

/** The repository's root: every command runs from here unless it says otherwise. */
export const ROOT = resolve(import.meta.dirname, '../..')

export interface CommandOptions {
  cwd?: string
  env?: Record<string, string>
  /** Pass the output on while it comes, besides collecting it. */
  print?: boolean
  timeoutMs?: number
}

export interface Finished {
  /** 0 is success; a command that was killed or never started has 1. */
  code: number
  output: string
  ms: number
}

/** Colours are for people at a terminal, not for log files. */
const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: '0' }

/** Each command leads a process group of its own, so that ending it ends its browsers and databases too. */
const groups = new Set<number>()

/** Runs a program with no standard input; never rejects. The package's programs and the root's are on the path. */
export function run(program: string, args: readonly string[], options: CommandOptions = {}): Promise<Finished> {
  const began = performance.now()
  const cwd = options.cwd ?? ROOT
  const path = [join(cwd, 'node_modules/.bin'), join(ROOT, 'node_modules/.bin'), process.env['PATH']].join(delimiter)
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...plain, PATH: path, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const { pid } = child
  if (pid !== undefined) groups.add(pid)
  let output = ''
  let failure = ''
  const collect = (chunk: Buffer) => {
    output += chunk.toString()
    if (options.print) process.stdout.write(chunk)
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  const timeoutMs = options.timeoutMs ?? 20 * 60_000
  const timer = setTimeout(() => {
    failure = `\nStopped after ${Math.round(timeoutMs / 1000)} s: ${program} ${args.join(' ')}\n`
    endGroup(pid)
  }, timeoutMs)
  return new Promise((done) => {
    const finish = (code: number | null) => {
      clearTimeout(timer)
      if (options.print && failure) process.stdout.write(failure)
      done({ code: failure ? 1 : (code ?? 1), output: output + failure, ms: performance.now() - began })
    }
    // A grandchild that outlives its parent would hold the pipes open, and 'close' would never come.
    child.once('exit', () => {
      endGroup(pid)
      if (interruptedWith !== undefined && groups.size === 0) process.exit(interruptedWith)
    })
    child.once('close', finish)
    child.once('error', (error) => {
      failure = `\n${program}: ${error.message}\n`
      finish(1)
    })
  })
}

function endGroup(pid: number | undefined): void {
  if (pid !== undefined && groups.delete(pid)) signalGroup(pid, 'SIGKILL')
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // The whole group has ended by itself: the usual case.
  }
}

process.on('exit', () => {
  for (const pid of groups) endGroup(pid)
})
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  process.once(signal, () => interrupt(code))
}

const TIDY_UP_MS = 5_000
/** What to exit with, once somebody has asked us to stop. */
let interruptedWith: number | undefined

/** Lets children tidy up (databases have folders, browsers have profiles), but not for ever. */
function interrupt(code: number): void {
  interruptedWith = code
  setTimeout(() => process.exit(code), TIDY_UP_MS)
  if (groups.size === 0) process.exit(code)
  for (const pid of groups) signalGroup(pid, 'SIGTERM')
}

/** Seconds with one decimal, as a person reads them. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
