import type { DirectoryUser, EmulatedTenant, Emulator, RequestRecord } from '@plumm/entra-emulator'
import type { Evidence } from './report.ts'

/** What Entra itself says: its users and the calls it received, seen without the product's help. */
export interface EntraWitness {
  contoso: EmulatedTenant
  /** A mark in the request log: what comes after it. */
  mark: () => number
  /** What was written about users since a mark, as far as Entra carried it out, oldest first; no subscriptions. */
  writesSince: (mark: number) => RequestRecord[]
}

export function createEntraWitness(emulator: Emulator): EntraWitness {
  return {
    contoso: emulator.tenant('contoso.com'),
    mark: () => emulator.requests().at(-1)?.id ?? 0,
    writesSince: (since) =>
      emulator
        .requests({ since })
        .filter(({ method, path, status }) => method !== 'GET' && path.startsWith('/v1.0/users') && status < 300),
  }
}

/** Puts calls into the evidence, by the ids that Microsoft's support would ask for. */
export function noteRequests(evidence: Evidence, records: readonly RequestRecord[]): void {
  const noted = records.map(({ method, path, requestId }) => ({ method, path, requestId }))
  evidence.graphRequests = [...(evidence.graphRequests ?? []), ...noted]
}

const shown = [
  'id',
  'userPrincipalName',
  'accountEnabled',
  'displayName',
  'jobTitle',
  'department',
  'mobilePhone',
] as const

/** An account as the evidence shows it. */
export function glance(user: DirectoryUser | undefined): Record<string, unknown> | null {
  return user === undefined ? null : Object.fromEntries(shown.map((name) => [name, user[name] ?? null]))
}
