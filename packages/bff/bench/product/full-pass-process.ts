import { sql } from 'kysely'
import { oneByOne, openBaseline } from './baseline.ts'
import { companyPerson } from './people.ts'
import { openProduct } from './product.ts'
import { seedInStep } from './seed.ts'

/**
 * One full pass over so many people who are in step, in a process of its own, whose memory is then the BFF's.
 * `node full-pass-process.ts postgres 50000` prints its figures as a line of JSON.
 */
const SAMPLE = 60
const [database = 'postgres', count = '10000'] = process.argv.slice(2)
const people = Number(count)
const known = { count: 1 }

const product = await openProduct({
  database: database === 'pglite' ? 'pglite' : 'postgres',
  people: companyPerson,
  count: () => known.count,
  latencyMs: 200,
  accounts: people,
})
await product.approve(await product.connect())
await seedInStep(product, people)
known.count = people

async function pass() {
  await product.entra.figures()
  const cpuBefore = process.cpuUsage()
  const began = performance.now()
  let peakBytes = 0
  const watch = setInterval(() => {
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss())
  }, 20)
  await product.call('POST', '/api/connection/sync')
  await product.untilJobsEnd()
  clearInterval(watch)
  const { user, system } = process.cpuUsage(cpuBefore)
  const { calls, byPattern } = await product.entra.figures()
  return {
    seconds: (performance.now() - began) / 1000,
    calls,
    byPattern,
    cpuSeconds: (user + system) / 1e6,
    peakMb: peakBytes / 2 ** 20,
  }
}

// The first one fills the links' memories, as every person's first look does.
await pass()
const figures = await pass()
const { rows } = await sql<{
  behind: string
}>`select count(*) as behind from person where sync_status <> 'synced'`.execute(product.database.db)
const baseline = await openBaseline(product.entra, product.entra.tenantId)
const baselinePerSecond = await oneByOne(await product.entra.accounts(0, SAMPLE), (id) => baseline.read(id))
console.log(JSON.stringify({ ...figures, behind: Number(rows[0]?.behind), baselinePerSecond }))
await product.close()
process.exit(0)
