import { existsSync, globSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { type BenchModule, Measurement, table } from './measurement.ts'
import { ROOT, run } from './run-command.ts'

/** Measured through the whole stand-in product, from "save in Plumm" on. Prints its figures as one line of JSON. */
const LATENCY = 'dev/demo/src/tour/latency.ts'

async function runModule(path: string): Promise<Measurement[]> {
  const module: BenchModule = await import(pathToFileURL(join(ROOT, path)).href)
  return z.array(Measurement).parse(await module.measure())
}

async function runLatency(): Promise<Measurement[]> {
  const { code, output } = await run('node', [LATENCY])
  const line = output.split('\n').findLast((text) => text.startsWith('['))
  if (code !== 0 || line === undefined) throw new Error(output)
  return z.array(Measurement).parse(JSON.parse(line))
}

const results: Measurement[] = []
const failures: string[] = []
const take = async (path: string, measure: () => Promise<Measurement[]>) => {
  console.log(`── ${path}`)
  try {
    const measurements = await measure()
    console.log(table(measurements))
    results.push(...measurements)
  } catch (error) {
    failures.push(path)
    console.log(error)
  }
}

for (const path of globSync('{packages,dev}/*/bench/*.bench.ts', { cwd: ROOT }).toSorted()) {
  await take(path, () => runModule(path))
}
if (existsSync(join(ROOT, LATENCY))) await take(LATENCY, runLatency)

await mkdir(join(ROOT, 'artifacts/bench'), { recursive: true })
await writeFile(join(ROOT, 'artifacts/bench/results.json'), `${JSON.stringify(results, null, 2)}\n`)
console.log(`\n${table(results)}\n\n${results.length} figures in artifacts/bench/results.json`)
if (failures.length > 0) console.log(`Failed: ${failures.join(', ')}`)
process.exitCode = failures.length > 0 || results.length === 0 ? 1 : 0
