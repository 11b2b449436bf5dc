import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const repository = join(import.meta.dirname, '../../..')
const READY_TIMEOUT_MS = 90_000
const READY_POLL_MS = 50
const STOP_TIMEOUT_MS = 8_000
const LINES_KEPT = 12

/** The BFF ended when it should not have; the message has its last words. */
export class BffEnded extends Error {
  constructor(code: number | null, lastLines: string, logFile: string) {
    const words = lastLines === '' ? '' : `\n\n${lastLines}\n`
    super(`The BFF stopped${code === null ? '' : ` with exit code ${code}`}.${words}\nIts whole log is in ${logFile}`)
    this.name = 'BffEnded'
  }
}

export interface BffOptions {
  port: number
  /** Design §6, BFF environment. */
  environment: Record<string, string>
  logFile: string
}

export interface Bff {
  /** Rejects with BffEnded when it stops before it is ready. */
  ready: Promise<void>
  /** Rejects with BffEnded when the BFF ends unasked; never resolves. */
  ended: Promise<never>
  stop: () => Promise<void>
}

/** Runs the BFF as production does, as a process of its own. */
export function startBff({ port, environment, logFile }: BffOptions): Bff {
  const { PATH = '', HOME = '', TMPDIR = '/tmp' } = process.env
  const child = spawn(process.execPath, ['packages/bff/src/main.ts'], {
    cwd: repository,
    env: { PATH, HOME, TMPDIR, PORT: String(port), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines = keepLog(child, logFile)
  let isStopping = false
  const ended = once(child, 'exit').then(([code]: (number | null)[]): never => {
    throw new BffEnded(isStopping ? null : (code ?? null), lines().join('\n'), logFile)
  })
  ended.catch(() => undefined)

  const stop = async () => {
    isStopping = true
    if (child.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
    await exit
    clearTimeout(timer)
  }
  const ready = Promise.race([untilReady(port, () => child.exitCode !== null), ended])
  ready.catch(() => undefined)
  return { ready, ended, stop }
}

async function untilReady(port: number, isOver: () => boolean): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS
  while (Date.now() < deadline && !isOver()) {
    const reply = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined)
    await reply?.body?.cancel()
    if (reply?.ok) return
    await delay(READY_POLL_MS)
  }
  throw new Error(`The BFF was not ready after ${READY_TIMEOUT_MS / 1000} seconds.`)
}

/** Writes what the child says into a file, and keeps the last lines to quote. */
function keepLog(child: ChildProcess, logFile: string): () => string[] {
  const file = createWriteStream(logFile, { flags: 'a' })
  let kept: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      file.write(chunk)
      kept = [...kept, ...chunk.toString().trimEnd().split('\n')].slice(-LINES_KEPT)
    })
  }
  return () => kept
}
