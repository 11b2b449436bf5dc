import type { PersonStatusReport } from '@plumm/entra-shared'
import { createBatch } from '../api/batch.ts'
import type { Caller } from '../api/caller.ts'
import { isPassing } from '../api/failure.ts'
import type { Live } from '../api/live.ts'
import type { BadgeEnvironment } from '../options.ts'

const GATHER_MS = 10
const IDS_MAX = 500
/** How long an answer is good enough for a badge that comes on the page; what is watched moves by the stream. */
const FRESH_MS = 30_000
/** How often is asked by itself while there is no stream. */
const POLL_MS = 15_000
const RETRY_FIRST_MS = 1_000
/** A passing failure is shown when it has come so often in a row. */
const FAILURES_SHOWN = 3

/** What is known of one person. Another object whenever it changes, and only then. */
export interface EntraStatus {
  data: PersonStatusReport | undefined
  /** Why there is nothing to show; null while it is not known to fail. */
  error: unknown
}

export interface Statuses {
  get: (personId: string) => EntraStatus
  /** Asks, and keeps asked, until the answer is called. */
  watch: (personId: string, onChange: () => void) => () => void
  /** A newer report, by the stream or as an answer. Only what somebody looks at is kept. */
  put: (report: PersonStatusReport) => void
  /** Something may have been missed. */
  readAgain: () => void
}

interface Entry {
  status: EntraStatus
  watchers: Set<() => void>
  /** Milliseconds since 1970; of the newest report. */
  knownAt: number
  failures: number
  /** Raised by every question and every report: an answer to an older question is out of date. */
  turn: number
  cancelRetry: () => void
}

const nothingYet: EntraStatus = { data: undefined, error: null }

/**
 * The statuses on a page. By hand and not by TanStack Query, which is as large as all else that a page of badges loads:
 * of what it does, this needs one cache, one way to ask, and one answer for each person.
 */
export function createStatuses(options: {
  client: Pick<Caller<'getStatuses'>, 'call'>
  live: Pick<Live<unknown>, 'listen' | 'isOpen' | 'whenOpening'>
  environment: Pick<BadgeEnvironment, 'now' | 'after'>
}): Statuses {
  const { client, live, environment } = options
  const entries = new Map<string, Entry>()
  let stopListening: (() => void) | null = null
  let cancelPoll = () => {}

  const batch = createBatch<PersonStatusReport>({
    sizeMax: IDS_MAX,
    gather: (flush) => environment.after(GATHER_MS, () => live.whenOpening(flush)),
    fetchMany: async (ids) => {
      const reply = await client.call('getStatuses', { body: { ids } })
      return new Map(reply.statuses.map((report) => [report.personId, report]))
    },
  })
  const watched = () => [...entries].filter(([, { watchers }]) => watchers.size > 0)

  const show = (entry: Entry, status: EntraStatus) => {
    entry.status = status
    for (const watcher of entry.watchers) watcher()
  }
  const know = (entry: Entry, report: PersonStatusReport) => {
    entry.turn += 1
    entry.failures = 0
    entry.knownAt = environment.now()
    entry.cancelRetry()
    show(entry, { data: report, error: null })
  }
  const fail = (entry: Entry, personId: string, error: unknown) => {
    entry.failures += 1
    // What was known stays: a badge that says "not known" for a moment's silence helps nobody.
    if (entry.status.data === undefined && (!isPassing(error) || entry.failures >= FAILURES_SHOWN))
      show(entry, { data: undefined, error })
    if (!isPassing(error)) return
    const pauseMs = Math.min(RETRY_FIRST_MS * 2 ** (entry.failures - 1), POLL_MS)
    entry.cancelRetry = environment.after(pauseMs, () => {
      if (entry.watchers.size > 0) ask(personId, entry)
    })
  }
  const ask = (personId: string, entry: Entry) => {
    const turn = (entry.turn += 1)
    entry.cancelRetry()
    batch.load(personId).then(
      (report) => {
        if (turn === entry.turn) know(entry, report ?? { personId, status: 'not-connected', problems: [] })
      },
      (error: unknown) => {
        if (turn === entry.turn) fail(entry, personId, error)
      },
    )
  }

  const poll = () => {
    cancelPoll = environment.after(POLL_MS, () => {
      for (const [personId, entry] of entries) if (isForgotten(entry)) entries.delete(personId)
      for (const [personId, entry] of watched()) if (!live.isOpen() || entry.status.error !== null) ask(personId, entry)
      poll()
    })
  }
  const isStale = ({ knownAt }: Entry) => environment.now() - knownAt >= FRESH_MS
  const isForgotten = (entry: Entry) => entry.watchers.size === 0 && isStale(entry)
  const start = () => {
    if (stopListening) return
    stopListening = live.listen(() => {})
    poll()
  }
  const stopIfAlone = () => {
    if (watched().length > 0) return
    stopListening?.()
    stopListening = null
    cancelPoll()
  }

  return {
    get: (personId) => entries.get(personId)?.status ?? nothingYet,
    watch: (personId, onChange) => {
      const entry = entries.get(personId) ?? newEntry()
      entries.set(personId, entry)
      const isFirst = entry.watchers.size === 0
      // An own function for each caller: two may bring the same one.
      const watcher = () => onChange()
      entry.watchers.add(watcher)
      start()
      if (isFirst && isStale(entry)) ask(personId, entry)
      return () => {
        if (!entry.watchers.delete(watcher)) return
        if (entry.watchers.size === 0) entry.cancelRetry()
        stopIfAlone()
      }
    },
    put: (report) => {
      const entry = entries.get(report.personId)
      if (entry) know(entry, report)
    },
    readAgain: () => {
      for (const [personId, entry] of entries) {
        if (entry.watchers.size > 0) ask(personId, entry)
        else entries.delete(personId)
      }
    },
  }
}

function newEntry(): Entry {
  return { status: nothingYet, watchers: new Set(), knownAt: -Infinity, failures: 0, turn: 0, cancelRetry: () => {} }
}
