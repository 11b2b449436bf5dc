/** The size of a heavy benchmark: `BENCH_FIRST_SYNC=300 pnpm bench` makes a small one. */
export function sizeOf(name: string, usual: number): number {
  const wish = Number(process.env[`BENCH_${name}`])
  return Number.isInteger(wish) && wish > 0 ? wish : usual
}
