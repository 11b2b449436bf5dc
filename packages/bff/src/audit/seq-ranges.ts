/** Positions as people and canonical texts write them: `3-5,9`. Sorted, each once. */
export function toRanges(seqs: readonly number[]): string {
  const ranges: [from: number, to: number][] = []
  for (const seq of [...new Set(seqs)].sort((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last && last[1] === seq - 1) last[1] = seq
    else ranges.push([seq, seq])
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(',')
}

/** Whether a position is among them. */
export function isWithin(ranges: string, seq: number): boolean {
  return ranges.split(',').some((range) => {
    const [from = '', to = from] = range.split('-')
    return from !== '' && Number(from) <= seq && seq <= Number(to)
  })
}
