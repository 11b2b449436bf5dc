import { refuse } from './graph-refusal.ts'

const known = [
  '$count',
  '$deltatoken',
  '$expand',
  '$filter',
  '$format',
  '$orderby',
  '$search',
  '$select',
  '$skip',
  '$skiptoken',
  '$top',
]

/** OData's own rules: a system query option is known, and given once. Others, without `$`, are nobody's business. */
export function checkQueryOptions(query: URLSearchParams): void {
  const seen = new Set<string>()
  for (const name of query.keys()) {
    if (!name.startsWith('$')) continue
    const option = name.toLowerCase()
    if (!known.includes(option)) throw refuse.malformed(`The query parameter '${name}' is not supported.`)
    if (seen.has(option))
      throw refuse.malformed(
        `Query option '${name}' was specified more than once, but it must be specified at most once.`,
      )
    seen.add(option)
  }
}
