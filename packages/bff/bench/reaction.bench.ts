import type { Measurement } from '../../../dev/checks/measurement.ts'
import { companyPerson } from './product/people.ts'
import { type BenchDatabase, type Product, openProduct } from './product/product.ts'
import { seedInStep } from './product/seed.ts'

const PEOPLE = 400
const WARM_UP = 20
const IDLE_EVENTS = 100
const BUSY_EVENTS = 300
const BUSY_GAP_MS = 50

/** From the moment Plumm's event arrives until the write for it leaves for Graph, which answers reads at once. */
export async function measure(): Promise<Measurement[]> {
  return [...(await reaction('postgres')), ...(await reaction('pglite'))]
}

async function reaction(database: BenchDatabase): Promise<Measurement[]> {
  const known = { count: 1 }
  const product = await openProduct({
    database,
    people: companyPerson,
    count: () => known.count,
    latencyMs: 0,
    accounts: PEOPLE,
  })
  try {
    await product.approve(await product.connect())
    await seedInStep(product, PEOPLE)
    known.count = PEOPLE
    const change = changer(product)
    for (let event = 0; event < WARM_UP; event += 1) await change()
    const idle: number[] = []
    for (let event = 0; event < IDLE_EVENTS; event += 1) {
      idle.push(await change())
      // Whoever is idle has nothing left to write down.
      await product.untilJobsEnd()
    }
    const busy: Promise<number>[] = []
    for (let event = 0; event < BUSY_EVENTS; event += 1) {
      busy.push(change())
      await new Promise((resolve) => setTimeout(resolve, BUSY_GAP_MS))
    }
    return [
      ...figuresOf(`event to Graph write, idle, ${database}`, idle),
      ...figuresOf(`event to Graph write, ${1000 / BUSY_GAP_MS} events/s, ${database}`, await Promise.all(busy)),
    ]
  } finally {
    await product.close()
  }
}

/** Gives the next person a new role; answers how many milliseconds its write took to leave. */
function changer(product: Product): () => Promise<number> {
  const waiting = new Map<string, (ms: number) => void>()
  product.onGraphWrite((_url, body) => {
    const role = /"jobTitle":"([^"]+)"/.exec(body)?.[1]
    if (role === undefined) return
    waiting.get(role)?.(performance.now())
    waiting.delete(role)
  })
  let events = 0
  return async () => {
    events += 1
    const role = `Role ${events}`
    const left = new Promise<number>((resolve) => waiting.set(role, resolve))
    const began = performance.now()
    const person = companyPerson(events % PEOPLE, { role, version: events + 1 })
    const response = await product.deliver([person])
    if (response.status !== 202) throw new Error(await response.text())
    return (await left) - began
  }
}

function figuresOf(what: string, samples: readonly number[]): Measurement[] {
  const sorted = samples.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return [
    { name: `${what}, median`, value: at(0.5), unit: 'ms', samples: sorted.length },
    { name: `${what}, 99 of 100`, value: at(0.99), unit: 'ms', samples: sorted.length },
  ]
}
