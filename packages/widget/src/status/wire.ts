import {
  type FieldProblem,
  type PersonStatusReport,
  type Problem,
  actors,
  connectionStates,
  problemCodes,
  reasons,
  syncStatuses,
} from '@plumm/entra-shared'
import type { Endpoints } from '../api/caller.ts'
import type { Parser } from '../api/parser.ts'

/**
 * What a page of badges speaks of the contract, read by hand: zod alone weighs as much as all else that such a page
 * loads (docs/adr/0012). The compiler holds methods, paths and properties to the contract, wire.test.ts the rest.
 */

/** Answers what it read. @throws Error where it is something else */
type Read<T> = (json: unknown) => T

const refuse = (): never => {
  throw new Error('Not what the contract says.')
}
const text: Read<string> = (json) => (typeof json === 'string' ? json : refuse())
const whole: Read<number> = (json) => (typeof json === 'number' && Number.isSafeInteger(json) ? json : refuse())
const moment: Read<string> = (json) =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/.test(text(json)) && !Number.isNaN(Date.parse(text(json)))
    ? text(json)
    : refuse()
const webPage: Read<string> = (json) => (text(json).startsWith('https://') ? text(json) : refuse())
const oneOf =
  <T extends string>(words: readonly T[]): Read<T> =>
  (json) =>
    words.find((word) => word === json) ?? refuse()
const listOf =
  <T>(read: Read<T>): Read<T[]> =>
  (json) =>
    Array.isArray(json) ? json.map(read) : refuse()
const maybe =
  <T>(read: Read<T>): Read<T | undefined> =>
  (json) =>
    json === undefined ? undefined : read(json)

/** Undefined for what only a newer BFF knows: one new reason must not hide the statuses of a whole page. */
const known =
  <T>(read: Read<T>): Read<T | undefined> =>
  (json) => {
    try {
      return read(json)
    } catch {
      return undefined
    }
  }

/** Every property by a reader of its own; others are left out, as the contract's schemas do. */
function object<T extends object>(properties: { [Key in keyof T]-?: Read<T[Key]> }): Read<T> {
  const readers = Object.entries<Read<unknown>>(properties)
  return (json) => {
    if (typeof json !== 'object' || json === null || Array.isArray(json)) return refuse()
    const read = readers.map(([key, reader]) => [key, reader(Reflect.get(json, key))] as const)
    return Object.fromEntries(read.filter(([, value]) => value !== undefined)) as T // each by its own reader
  }
}

const parser = <T>(read: Read<T>): Parser<T> => ({
  safeParse: (json) => {
    try {
      return { success: true, data: read(json) }
    } catch (error) {
      return { success: false, error }
    }
  },
})

const fieldProblem = object<FieldProblem>({
  field: text,
  code: oneOf(reasons),
  actor: oneOf(actors),
  conflict: maybe(object({ entraUserId: text, name: text })),
})
const report = object<PersonStatusReport>({
  personId: text,
  status: oneOf(syncStatuses),
  reason: maybe(known(oneOf(reasons))),
  actor: maybe(oneOf(actors)),
  problems: (json) => listOf(known(fieldProblem))(json).filter((problem) => problem !== undefined),
  entraUserId: maybe(text),
  signInName: maybe(text),
  accountUrl: maybe(webPage),
  lastSyncedAt: maybe(moment),
  nextRetryAt: maybe(moment),
})

export const badgeApi = {
  getStatuses: {
    method: 'POST',
    path: '/api/people/statuses',
    reply: parser(object({ statuses: listOf(report) })),
  },
  stream: { method: 'GET', path: '/api/stream', reply: null },
} as const satisfies Endpoints<'getStatuses' | 'stream'>

export const badgeProblem = parser(
  object<Problem>({
    type: text,
    title: text,
    status: whole,
    detail: text,
    code: oneOf(problemCodes),
    requestId: text,
    actor: maybe(oneOf(actors)),
    issues: maybe(listOf(object({ path: text, message: text }))),
  }),
)

/** What a page of badges understands of the stream: of the connection, that it moved. */
export const badgeEvents = {
  connection: parser(object({ state: oneOf(connectionStates) })),
  status: parser(listOf(report)),
  resync: parser(object({})),
} as const
