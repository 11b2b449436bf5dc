import { Problem, api } from '@plumm/entra-shared'
import type { Exchange } from './send.ts'

/** Nothing of these belongs into an answer, whoever asks. */
const SECRETS: readonly RegExp[] = [
  /\n\s+at \S+ \(?(file:|node:|\/)/,
  /\/packages\/bff\//,
  /pgboss|violates|syntax error at|select .* from /i,
  /whsec_|directory-token|passwordProfile/,
]
const NORTHWINDS = /tom\.lee|canary-northwind|contoso/i

/** What is wrong with an answer, in words; null: nothing. Pure. */
export function faultOf(exchange: Exchange, secrets: readonly string[]): string | null {
  const { status, text, as, what, headers } = exchange
  if (status >= 500) return `answered ${status}: ${text.slice(0, 300)}`
  const leaked = SECRETS.find((pattern) => pattern.test(text)) ?? secrets.find((secret) => text.includes(secret))
  if (leaked !== undefined && what !== 'elsewhere')
    return `says what nobody should hear (${leaked}): ${text.slice(0, 300)}`
  if (as !== 'northwind' && what in api && NORTHWINDS.test(text))
    return `tells ${as} about Northwind: ${text.slice(0, 300)}`
  if (headers.has('set-cookie')) return 'sets a cookie'
  if (headers.get('x-content-type-options') !== 'nosniff') return 'lacks its security headers'
  const isProblem = headers.get('content-type')?.startsWith('application/problem+json') === true
  if (what in api && status >= 400 && !isProblem) return `refuses without a problem document: ${text.slice(0, 300)}`
  // HEAD is answered without a body.
  if (!isProblem || (what === 'elsewhere' && text === '')) return null
  const problem = Problem.safeParse(JSON.parse(text))
  if (!problem.success) return `has a problem document that is none: ${text.slice(0, 300)}`
  if (problem.data.status !== status || problem.data.requestId !== headers.get('x-request-id'))
    return `has a problem document of another answer: ${text.slice(0, 300)}`
  return null
}

/** How far the requests got. */
export class Tally {
  #total = 0
  #letIn = 0
  readonly #answers = new Map<string, Map<number, number>>()

  add({ what, isLetIn, status }: Exchange): void {
    this.#total += 1
    if (isLetIn) this.#letIn += 1
    const answers = this.#answers.get(what) ?? new Map<number, number>()
    answers.set(status, (answers.get(status) ?? 0) + 1)
    this.#answers.set(what, answers)
  }

  get shareLetIn(): number {
    return this.#letIn / this.#total
  }

  /** Endpoints that never did what they are for. */
  get notReached(): string[] {
    return [...Object.keys(api), 'event', 'graph', 'consent', 'link'].filter(
      (what) => ![200, 202].some((status) => this.#answers.get(what)?.has(status)),
    )
  }

  toString(): string {
    const rows = [...this.#answers]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([what, answers]) => {
        const counts = [...answers].toSorted(([a], [b]) => a - b).map(([status, count]) => `${status} × ${count}`)
        return `${what.padEnd(18)} ${counts.join(', ')}`
      })
    return `${this.#total} requests, ${Math.round(this.shareLetIn * 100)} % of them let in\n${rows.join('\n')}`
  }
}
