import { seededChance } from './chance.ts'

/** An answer in place of the real one. */
export interface WrongAnswer {
  status: number
  /** Graph's error code, or the AADSTS number on the sign-in side. */
  code?: string
  message?: string
  /** Decimals and 0 as they are: Graph sends both (graph-facts §1.2, quirks). */
  retryAfterSeconds?: number
  /** `Retry-After` word for word, such as an HTTP date; leave both out for a 429 without one. */
  retryAfter?: string
  /** How many calls it hits; 1 when left out. */
  times?: number
  /** No body at all, as 502 to 504 can have none (graph-facts §1.3). */
  empty?: boolean
  /** An HTML page, as gateways answer. */
  html?: boolean
  /** The call is carried out all the same: a write lands, and its client sees a 504. */
  afterwards?: boolean
}

/** No answer, or a part of one. */
export interface BrokenAnswer {
  /**
   * `reset`: the connection breaks and nothing happened. `hang`: nothing happened, and there is no answer until the client
   * gives up. `truncated`: the call is carried out, and its JSON ends in the middle.
   */
  broken: 'reset' | 'hang' | 'truncated'
  times?: number
}

export type Fault = WrongAnswer | BrokenAnswer

export type Hook = () => void | Promise<void>

export interface FaultRate {
  /** 0 to 1: that share of calls. */
  rate: number
  /** The same calls fail for the same seed; 1 when left out. */
  seed?: number
}

/** Interference with coming calls. A pattern is `PATCH /users/{id}`, as in the request log. */
export interface Faults {
  failNext: (pattern: string, fault: Fault) => void
  /** From now on, until cleared. The pattern may be `*` (every call), or `PATCH *`. */
  failSometimes: (pattern: string, fault: Fault, rate: FaultRate) => void
  loseReplyOfNext: (pattern: string) => void
  beforeNext: (pattern: string, hook: Hook) => void
  afterNext: (pattern: string, hook: Hook) => void
  runBefore: (pattern: string) => Promise<void>
  runAfter: (pattern: string) => Promise<void>
  takeFault: (pattern: string) => Fault | undefined
  takeLostReply: (pattern: string) => boolean
  /** What was asked for and never happened: in a test, a sign that it does not test what it says. */
  unclaimed: () => string[]
  /** What strikes now and then, in words. */
  standing: () => string[]
  clear: () => void
}

type Entry = { pattern: string } & (
  | { is: 'fault'; fault: Fault; left: number }
  | { is: 'lost-reply' }
  | { is: 'before' | 'after'; hook: Hook }
)

interface Standing {
  pattern: string
  fault: Fault
  rate: number
  chance: () => number
  left: number
}

/** @param knownPatterns so that a misspelt pattern is an error and not a fault that never strikes */
export function createFaults(knownPatterns: readonly string[]): Faults {
  let entries: Entry[] = []
  let standing: Standing[] = []

  function knownAs(pattern: string): string {
    const known = knownPatterns.find((candidate) => normal(candidate) === normal(pattern))
    if (known !== undefined) return known
    throw new Error(`The emulator serves no “${pattern}”. It serves: ${knownPatterns.join(', ')}`)
  }

  function add(entry: Entry): void {
    entries.push({ ...entry, pattern: knownAs(entry.pattern) })
  }

  function takeStanding(pattern: string): Fault | undefined {
    for (const entry of standing) {
      if (!covers(entry.pattern, pattern) || entry.chance() >= entry.rate) continue
      entry.left -= 1
      if (entry.left <= 0) standing = standing.filter((other) => other !== entry)
      return entry.fault
    }
    return undefined
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
    failSometimes(pattern, fault, { rate, seed = 1 }) {
      if (!(rate > 0 && rate <= 1)) throw new Error('A rate is more than 0 and at most 1.')
      const isWide = /^([A-Z]+ )?\*$/.test(pattern)
      const known = isWide ? pattern : knownAs(pattern)
      standing.push({ pattern: known, fault, rate, chance: seededChance(seed), left: fault.times ?? Infinity })
    },
    loseReplyOfNext: (pattern) => add({ is: 'lost-reply', pattern }),
    beforeNext: (pattern, hook) => add({ is: 'before', pattern, hook }),
    afterNext: (pattern, hook) => add({ is: 'after', pattern, hook }),
    runBefore: (pattern) => run(pattern, 'before'),
    runAfter: (pattern) => run(pattern, 'after'),
    takeFault(pattern) {
      const entry = entries.find((candidate) => candidate.pattern === pattern && candidate.is === 'fault')
      if (entry?.is !== 'fault') return takeStanding(pattern)
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
    standing: () =>
      standing.map(({ pattern, fault, rate }) => `${faultWords(fault)} ${Math.round(rate * 100)} % of ${pattern}`),
    clear() {
      entries = []
      standing = []
    },
  }
}

function describe(entry: Entry): string {
  switch (entry.is) {
    case 'fault':
      return faultWords(entry.fault)
    case 'lost-reply':
      return 'lose the reply of'
    case 'before':
    case 'after':
      return entry.is
  }
}

/** What a fault does to a call, as the request log tells it. */
export function faultWords(fault: Fault): string {
  if ('broken' in fault) {
    const words = { reset: 'reset:', hang: 'never answer:', truncated: 'cut the answer of' } as const
    return words[fault.broken]
  }
  return `fail with ${fault.status}${fault.afterwards ? ' after carrying out' : ''}:`
}

function covers(wide: string, pattern: string): boolean {
  return wide === '*' || wide === pattern || (wide.endsWith(' *') && pattern.startsWith(wide.slice(0, -1)))
}

/** `{id}` or `:id`, any case. */
function normal(pattern: string): string {
  return pattern.replace(/\{\w+\}|:\w+/g, '{}').toLowerCase()
}
