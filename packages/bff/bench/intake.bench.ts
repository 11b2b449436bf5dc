import { type Measurement, perSecond } from '../../../dev/checks/measurement.ts'
import { companyPerson } from './product/people.ts'
import { type BenchDatabase, openProduct } from './product/product.ts'

/** Deliveries under way at a time. */
const SIDE_BY_SIDE = 16
const LARGE = 500

/** What Plumm can tell us in a second: accepted, committed and answered. The sync is paused, so nothing else runs. */
export async function measure(): Promise<Measurement[]> {
  return [...(await intake('postgres')), ...(await intake('pglite'))]
}

async function intake(database: BenchDatabase): Promise<Measurement[]> {
  const product = await openProduct({ database, people: companyPerson, count: () => 1, latencyMs: 0 })
  try {
    await product.approve(await product.connect())
    await product.call('POST', '/api/connection/pause')
    let people = 0
    const deliver = async (count: number) => {
      const batch = Array.from({ length: count }, () => companyPerson((people += 1)))
      const response = await product.deliver(batch)
      if (response.status !== 202) throw new Error(await response.text())
    }
    const single = await perSecond(() => Promise.all(Array.from({ length: SIDE_BY_SIDE }, () => deliver(1))), {
      forMs: 3_000,
    })
    const large = await perSecond(() => deliver(LARGE), { forMs: 2_000 })
    return [
      { name: `events of one person, committed, ${database}`, value: single * SIDE_BY_SIDE, unit: 'events/s' },
      { name: `people in events of ${LARGE}, committed, ${database}`, value: large * LARGE, unit: 'people/s' },
    ]
  } finally {
    await product.close()
  }
}
