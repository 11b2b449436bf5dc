export interface Fault {
  status: number
  /** Graph's error code, or the AADSTS number on the sign-in side. */
  code?: string
  message?: string
  retryAfterSeconds?: number
  /** How many calls it hits; 1 when left out. */
  times?: number
  /** No body at all, as 502 to 504 can have none (graph-facts §1.3). */
  empty?: boolean
  /** An HTML page, as gateways answer. */
  html?: boolean
}

export type Hook = () => void | Promise<void>

/** One-shot interference with coming calls. A pattern is `PATCH /users/{id}`, as in the request log. */
export interface Faults {
  failNext: (pattern: string, fault: Fault) => void
  loseReplyOfNext: (pattern: string) => void
  beforeNext: (pattern: string, hook: Hook) => void
  afterNext: (pattern: string, hook: Hook) => void
  runBefore: (pattern: string) => Promise<void>
  runAfter: (pattern: string) => Promise<void>
  takeFault: (pattern: string) => Fault | undefined
  takeLostReply: (pattern: string) => boolean
  /** What was asked for and never happened: in a test, a sign that it does not test what it says. */
  unclaimed: () => string[]
  clear: () => void
}

type Entry = { pattern: string } & (
  | { is: 'fault'; fault: Fault; left: number }
  | { is: 'lost-reply' }
  | { is: 'before' | 'after'; hook: Hook }
)

/** @param knownPatterns so that a misspelt pattern is an error and not a fault that never strikes */
export function createFaults(knownPatterns: readonly string[]): Faults {
  let entries: Entry[] = []

  function add(entry: Entry): void {
    const known = knownPatterns.find((pattern) => normal(pattern) === normal(entry.pattern))
    if (known === undefined)
      throw new Error(`The emulator serves no “${entry.pattern}”. It serves: ${knownPatterns.join(', ')}`)
    entries.push({ ...entry, pattern: known })
  }

  function remove(entry: Entry): void {
    entries = entries.filter((other) => other !== entry)
  }

  async function run(pattern: string, when: 'before' | 'after'): Promise<void> {
    const entry = entries.find((candidate) => candidate.pattern === pattern && candidate.is === when)
    if (entry?.is !== 'before' && entry?.is !== 'after') return
    remove(entry)
    await entry.hook()
  }

  return {
    failNext: (pattern, fault) => add({ is: 'fault', pattern, fault, left: fault.times ?? 1 }),
    loseReplyOfNext: (pattern) => add({ is: 'lost-reply', pattern }),
    beforeNext: (pattern, hook) => add({ is: 'before', pattern, hook }),
    afterNext: (pattern, hook) => add({ is: 'after', pattern, hook }),
    runBefore: (pattern) => run(pattern, 'before'),
    runAfter: (pattern) => run(pattern, 'after'),
    takeFault(pattern) {
      const entry = entries.find((candidate) => candidate.pattern === pattern && candidate.is === 'fault')
      if (entry?.is !== 'fault') return undefined
      entry.left -= 1
      if (entry.left <= 0) remove(entry)
      return entry.fault
    },
    takeLostReply(pattern) {
      const entry = entries.find((candidate) => candidate.pattern === pattern && candidate.is === 'lost-reply')
      if (entry) remove(entry)
      return entry !== undefined
    },
    unclaimed: () => entries.map((entry) => `${describe(entry)} ${entry.pattern}`),
    clear() {
      entries = []
    },
  }
}

function describe(entry: Entry): string {
  switch (entry.is) {
    case 'fault':
      return `fail with ${entry.fault.status}:`
    case 'lost-reply':
      return 'lose the reply of'
    case 'before':
    case 'after':
      return entry.is
  }
}

/** `{id}` or `:id`, any case. */
function normal(pattern: string): string {
  return pattern.replace(/\{\w+\}|:\w+/g, '{}').toLowerCase()
}
