/** What a benchmark asks of the Entra in the other process. */
export type EntraCall =
  | { is: 'open'; latencyMs: number; clock: BenchClock; people: number }
  | { is: 'fetch'; url: string; method: string; headers: [string, string][]; body: string | null }
  | { is: 'idToken'; nonce: string }
  | { is: 'accounts'; from: number; to: number }
  | { is: 'figures' }

/** Where both processes' time starts, and how many times faster than the wall's it runs. */
export interface BenchClock {
  startedAt: number
  factor: number
}

export function nowOf({ startedAt, factor }: BenchClock): number {
  return startedAt + (Date.now() - startedAt) * factor
}

export interface EntraOpened {
  clientId: string
  clientSecret: string
  tenantId: string
  /** A tenant of nobody's, for the baseline: its writes are no part of the company's quota. */
  baselineTenantId: string
}
export interface EntraReply {
  status: number
  headers: [string, string][]
  body: string
}
/** Calls of Graph since the last time, and when its writes came in. */
export interface EntraFigures {
  calls: number
  throttled: number
  byPattern: Record<string, number>
  writesAt: number[]
}
