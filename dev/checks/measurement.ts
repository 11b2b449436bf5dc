import { z } from 'zod'

/** One figure of `pnpm bench` (design §6). Further properties, such as a median's worst case, are kept. */
export const Measurement = z.looseObject({ name: z.string().min(1), value: z.number(), unit: z.string().min(1) })
export type Measurement = z.output<typeof Measurement>

/** What a benchmark module `packages/x/bench/y.bench.ts` (or dev/x/…) exports. */
export interface BenchModule {
  measure: () => Promise<Measurement[]>
}

/** Runs `once` for about a second after warming up, and answers how many times a second it went through. */
export async function perSecond(once: () => unknown, { forMs = 1000, atLeast = 5 } = {}): Promise<number> {
  for (let n = 0; n < atLeast; n += 1) await once()
  const began = performance.now()
  let count = 0
  let ms = 0
  while (ms < forMs || count < atLeast) {
    await once()
    count += 1
    ms = performance.now() - began
  }
  return (count * 1000) / ms
}

/** Figures as a person compares them: three digits that matter, thousands apart. */
export function table(measurements: readonly Measurement[]): string {
  const rows = measurements.map(({ name, value, unit }) => [name, figure(value), unit] as const)
  const width = (column: 0 | 1) => Math.max(0, ...rows.map((row) => row[column].length))
  return rows.map(([name, value, unit]) => `${name.padEnd(width(0))}  ${value.padStart(width(1))} ${unit}`).join('\n')
}

function figure(value: number): string {
  return value.toLocaleString('en-GB', { maximumSignificantDigits: 3 })
}
