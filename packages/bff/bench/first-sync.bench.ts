import type { Measurement } from '../../../dev/checks/measurement.ts'
import { KEPT_FOR_PEOPLE, WRITES_MAX } from '../src/graph/budget.ts'
import { oneByOne, openBaseline } from './product/baseline.ts'
import { companyPerson } from './product/people.ts'
import { type BenchDatabase, openProduct } from './product/product.ts'
import { sizeOf } from './product/size.ts'

const PEOPLE = sizeOf('FIRST_SYNC', 3_000)
const LATENCY_MS = 200
/** The baseline is measured on so many people: it is slow, and as slow for each. */
const SAMPLE = 60

/** A first sync of everyone, as an administrator waits for it: the documented quota, 200 ms for every call of Graph. */
export async function measure(): Promise<Measurement[]> {
  return [
    ...(await firstSync('postgres')),
    ...(await firstSync('pglite')),
    ...(await withManagers('postgres')),
    ...(await withManagers('pglite')),
  ]
}

/** They take two writes each, and all fit well into one window of Graph's: waiting for the next is not what is measured. */
const MANAGED = sizeOf('FIRST_SYNC_MANAGED', 600)
const TEAM = 10
const MANAGED_SAMPLE = 20

/** The same when everybody has a manager: it is a later job of each, when both have an account. */
async function withManagers(database: BenchDatabase): Promise<Measurement[]> {
  const managed = (at: number) =>
    companyPerson(at, at === 0 ? {} : { managerId: companyPerson(Math.floor(at / TEAM)).id })
  const product = await openProduct({ database, people: managed, count: () => MANAGED, latencyMs: LATENCY_MS })
  try {
    const baseline = await openBaseline(product.entra, product.entra.baselineTenantId)
    const boss = await baseline.create(companyPerson(MANAGED_SAMPLE, { email: 'boss@fabrikam.com' }))
    const baselinePerSecond = await oneByOne(strangers(MANAGED_SAMPLE), async (person) =>
      baseline.setManager(await baseline.create(person), boss),
    )
    const previewId = await product.connect()
    await product.entra.figures()
    const began = performance.now()
    await product.approve(previewId)
    let [managers, throttled] = [0, 0]
    // All but the head of the company.
    while (managers < MANAGED - 1) {
      const figures = await product.entra.figures()
      managers += figures.byPattern['PUT /users/{id}/manager/$ref'] ?? 0
      throttled += figures.throttled
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    const perSecond = (MANAGED * 1000) / (performance.now() - began)
    const what = `first sync of ${MANAGED} with managers, ${database}`
    return [
      { name: what, value: perSecond, unit: 'people/s' },
      {
        name: `${what}, to the Graph client one by one (${MANAGED_SAMPLE} people)`,
        value: perSecond / baselinePerSecond,
        unit: '×',
      },
      { name: `${what}, answers with 429`, value: throttled, unit: 'answers' },
    ]
  } finally {
    await product.close()
  }
}

async function firstSync(database: BenchDatabase): Promise<Measurement[]> {
  const product = await openProduct({ database, people: companyPerson, count: () => PEOPLE, latencyMs: LATENCY_MS })
  try {
    const baseline = await openBaseline(product.entra, product.entra.baselineTenantId)
    const baselinePerSecond = await oneByOne(strangers(SAMPLE), (person) => baseline.create(person))
    const previewId = await product.connect()
    await product.entra.figures()
    const cpuBefore = process.cpuUsage()
    const startedAt = product.now()
    const began = performance.now()
    await product.approve(previewId)
    const seconds = (performance.now() - began) / 1000
    const { user, system } = process.cpuUsage(cpuBefore)
    const { calls, throttled, writesAt } = await product.entra.figures()
    const beforeReserve = Math.min(PEOPLE, WRITES_MAX - KEPT_FOR_PEOPLE)
    const fast = (beforeReserve / ((writesAt.toSorted((a, b) => a - b)[beforeReserve - 1] ?? 0) - startedAt)) * 1000
    const what = `first sync of ${PEOPLE}, ${database}`
    return [
      { name: what, value: PEOPLE / seconds, unit: 'people/s', calls },
      {
        name: `${what}, to the Graph client one by one (${SAMPLE} people)`,
        value: PEOPLE / seconds / baselinePerSecond,
        unit: '×',
      },
      { name: `${what}, the first ${beforeReserve}: the rest is kept for changes`, value: fast, unit: 'people/s' },
      {
        name: `${what}, the first ${beforeReserve}, to the Graph client one by one`,
        value: fast / baselinePerSecond,
        unit: '×',
      },
      { name: `${what}, answers with 429`, value: throttled, unit: 'answers' },
      { name: `${what}, CPU of the BFF`, value: (user + system) / 1000 / PEOPLE, unit: 'ms/person' },
    ]
  } finally {
    await product.close()
  }
}

/** People of the tenant that the baseline works on. */
function strangers(count: number) {
  return Array.from({ length: count }, (_, at) => companyPerson(at, { email: `person.${at}@fabrikam.com` }))
}
