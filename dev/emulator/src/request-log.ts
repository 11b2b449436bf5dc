import type { Json } from './json.ts'

/** One call as it was received and answered. Secrets are left out. */
export interface RequestRecord {
  /** Running number. */
  id: number
  /** When it came, in ms. */
  at: number
  tenantId: string | undefined
  /** Client id of the app that called, where its token told. */
  appId?: string
  /** What the call cost of the quota (graph-facts §1.1). */
  resourceUnits?: number
  method: string
  /** Path and query as sent. */
  path: string
  /** `PATCH /users/{id}` */
  pattern: string
  /** 0 when there was no answer. */
  status: number
  requestId: string
  clientRequestId: string
  body: Json | undefined
  throttlePriority: string | undefined
  userAgent: string | undefined
  /** The answer was thrown away on purpose. */
  isReplyLost?: true
  /** What was done to the call on purpose, in words. */
  fault?: string
}

export interface RequestFilter {
  /** `PATCH /users/{id}` */
  pattern?: string
  /** Only calls whose `id` is greater. */
  since?: number
}

/** Enough for a first sync of a large company. */
const KEPT_MAX = 50_000

export function createRequestLog() {
  let records: RequestRecord[] = []
  let lastId = 0
  return {
    nextId: () => (lastId += 1),
    add(record: RequestRecord): void {
      records.push(record)
      if (records.length > KEPT_MAX * 1.2) records = records.slice(-KEPT_MAX)
    },
    list({ pattern, since = 0 }: RequestFilter = {}): RequestRecord[] {
      return records.filter((record) => record.id > since && (pattern === undefined || record.pattern === pattern))
    },
    clear(): void {
      records = []
    },
  }
}
export type RequestLog = ReturnType<typeof createRequestLog>

const secretKeys = ['password', 'client_secret', 'client_assertion', 'code', 'code_verifier', 'refresh_token']

export function withoutSecrets(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item) ?? null)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      secretKeys.includes(key) ? '[secret]' : (withoutSecrets(item) ?? null),
    ]),
  )
}
