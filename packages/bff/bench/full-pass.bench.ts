import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Measurement } from '../../../dev/checks/measurement.ts'
import { run } from '../../../dev/checks/run-command.ts'
import { sizeOf } from './product/size.ts'

const PEOPLE = sizeOf('FULL_PASS', 50_000)
/** The heap is given this much, in MB: what a pass does not hold, it does not need. */
const HEAP = ['--max-old-space-size=100', '--max-semi-space-size=4']

const Figures = z.object({
  seconds: z.number(),
  calls: z.number(),
  cpuSeconds: z.number(),
  peakMb: z.number(),
  behind: z.number(),
  baselinePerSecond: z.number(),
})

/** A nightly full pass over a company that is in step, and over a fifth of it, to see that it grows no faster. */
export async function measure(): Promise<Measurement[]> {
  return [...(await fullPass(PEOPLE / 5)), ...(await fullPass(PEOPLE))]
}

async function fullPass(people: number): Promise<Measurement[]> {
  const file = fileURLToPath(new URL('product/full-pass-process.ts', import.meta.url))
  const { code, output } = await run('node', [...HEAP, file, 'postgres', String(people)])
  const line = output.split('\n').findLast((text) => text.startsWith('{'))
  if (code !== 0 || line === undefined) throw new Error(output)
  const figures = Figures.parse(JSON.parse(line))
  if (figures.behind > 0) throw new Error(`${figures.behind} people are not in step after a full pass.`)
  const what = `full pass over ${people} in step`
  return [
    { name: `${what}, calls of Graph`, value: figures.calls, unit: 'calls' },
    {
      name: `${what}, to the Graph client one by one (60 people)`,
      value: people / figures.baselinePerSecond / figures.seconds,
      unit: '×',
    },
    { name: `${what}, time`, value: figures.seconds, unit: 's' },
    { name: `${what}, CPU of the BFF`, value: figures.cpuSeconds, unit: 's' },
    { name: `${what}, peak memory of the process`, value: figures.peakMb, unit: 'MB' },
  ]
}
