/** A path pattern such as `/users/{id}`; literals match without regard to case, as Graph's do. */
export interface Route<Handler> {
  method: string
  pattern: string
  handle: Handler
}

export interface RouteMatch<Handler> {
  route: Route<Handler>
  params: Record<string, string>
}

/**
 * @param segments decoded path segments
 * @returns the first route that fits: list the special before the general
 */
export function findRoute<Handler>(
  routes: readonly Route<Handler>[],
  method: string,
  segments: readonly string[],
): RouteMatch<Handler> | undefined {
  for (const route of routes) {
    if (route.method !== method) continue
    const params = matchPattern(route.pattern, segments)
    if (params) return { route, params }
  }
  return undefined
}

function matchPattern(pattern: string, segments: readonly string[]): Record<string, string> | undefined {
  const parts = pattern.split('/').slice(1)
  if (parts.length !== segments.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? ''
    const name = /^\{(.+)\}$/.exec(part)?.[1]
    const keyed = alternateKey(part, segment)
    if (keyed) params[keyed.name] = keyed.value
    else if (name !== undefined) params[name] = segment
    else if (part.toLowerCase() !== segment.toLowerCase()) return undefined
  }
  return params
}

/** `servicePrincipals(appId='…')` for the part `servicePrincipals(appId={appId})`. */
function alternateKey(part: string, segment: string): { name: string; value: string } | undefined {
  const [, set = '', key = '', name] = /^(\w+)\((\w+)=\{(\w+)\}\)$/.exec(part) ?? []
  if (name === undefined) return undefined
  const given = /^(\w+)\((\w+)='(.*)'\)$/.exec(segment)
  const isSame = given?.[1]?.toLowerCase() === set.toLowerCase() && given[2]?.toLowerCase() === key.toLowerCase()
  return isSame ? { name, value: (given[3] ?? '').replaceAll("''", "'") } : undefined
}

/**
 * Decoded segments of a path; a key in brackets becomes a segment of its own: `users('o''brien@x.com')` → `users`,
 * `o'brien@x.com` (graph-facts §4), and a function may have its empty brackets: `delta()`.
 *
 * @returns undefined when the percent-encoding is broken
 */
export function segmentsOf(path: string): string[] | undefined {
  try {
    return path
      .split('/')
      .slice(1)
      .map((segment) => decodeURIComponent(segment))
      .flatMap((segment) => {
        if (segment.endsWith('()')) return [segment.slice(0, -2)]
        const keyed = /^([A-Za-z]+)\('(.*)'\)$/.exec(segment)
        return keyed ? [keyed[1] ?? '', (keyed[2] ?? '').replaceAll("''", "'")] : [segment]
      })
  } catch {
    return undefined
  }
}

/** `PATCH /users/{id}`: how faults, hooks and the request log name a call. */
export function patternName({ method, pattern }: { method: string; pattern: string }): string {
  return `${method} ${pattern}`
}
