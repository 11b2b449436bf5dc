import type { Spoiling } from './wishes.ts'

type Container = Record<string, unknown> | unknown[]
interface Place {
  within: Container
  key: string | number
}

/** A copy of a JSON value, changed at some of its places. Pure. */
export function spoil(json: unknown, changes: readonly Spoiling[]): unknown {
  const root: Record<string, unknown> = { json: structuredClone(json) }
  for (const { place, by, value } of changes) {
    const places = placesIn(root)
    const at = places[place % places.length]
    if (!at) continue
    // Cloned: a value put into itself would have no end.
    const other = structuredClone(value)
    if (by === 'add') add(Reflect.get(at.within, at.key), other)
    else if (by === 'remove') Reflect.deleteProperty(at.within, at.key)
    else Reflect.set(at.within, at.key, other)
  }
  return root['json']
}

function add(to: unknown, value: unknown): void {
  if (Array.isArray(to)) to.push(value)
  // Not by assignment: `__proto__` would be lost.
  else if (isContainer(to)) Object.defineProperty(to, '__proto__', { value, enumerable: true, configurable: true })
}

function placesIn(within: Container): Place[] {
  return Object.entries(within).flatMap(([key, value]) => [
    { within, key },
    ...(isContainer(value) ? placesIn(value) : []),
  ])
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null
}
