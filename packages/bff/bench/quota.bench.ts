import type { Measurement } from '../../../dev/checks/measurement.ts'
import { WRITES_MAX, WRITE_WINDOW_MS } from '../src/graph/budget.ts'
import { companyPerson } from './product/people.ts'
import { openProduct } from './product/product.ts'
import { sizeOf } from './product/size.ts'

const PEOPLE = sizeOf('QUOTA', 6_500)
/** Everybody's clock runs faster, Entra's too: the quota is used up in less time, and still slower than we can write. */
const FACTOR = 1.5

/** A first sync that is larger than what Graph permits at once: how much of the permitted is used, and what is refused. */
export async function measure(): Promise<Measurement[]> {
  const product = await openProduct({
    database: 'postgres',
    people: companyPerson,
    count: () => PEOPLE,
    latencyMs: 200,
    factor: FACTOR,
  })
  try {
    const previewId = await product.connect()
    await product.entra.figures()
    await product.approve(previewId)
    const { calls, throttled, writesAt } = await product.entra.figures()
    const what = `first sync of ${PEOPLE}, time × ${FACTOR}`
    return [
      { name: `${what}, of the permitted writes used`, value: shareUsed(writesAt), unit: 'of 1' },
      { name: `${what}, most writes in any 150 s`, value: mostInAnyWindow(writesAt), unit: 'writes' },
      { name: `${what}, answers with 429`, value: (throttled * 1000) / calls, unit: 'in 1,000' },
    ]
  } finally {
    await product.close()
  }
}

/** Of what all the windows permit that the run has filled, from its first write on. */
function shareUsed(writesAt: readonly number[]): number {
  const sorted = writesAt.toSorted((a, b) => a - b)
  const first = sorted[0] ?? 0
  const windows = Math.floor(((sorted.at(-1) ?? 0) - first) / WRITE_WINDOW_MS)
  const inThem = sorted.filter((at) => at < first + windows * WRITE_WINDOW_MS).length
  return windows === 0 ? Number.NaN : inThem / (windows * WRITES_MAX)
}

function mostInAnyWindow(writesAt: readonly number[]): number {
  const sorted = writesAt.toSorted((a, b) => a - b)
  let from = 0
  return sorted.reduce((most, at, to) => {
    while ((sorted[from] ?? 0) <= at - WRITE_WINDOW_MS) from += 1
    return Math.max(most, to - from + 1)
  }, 0)
}
