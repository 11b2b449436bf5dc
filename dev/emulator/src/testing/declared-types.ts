import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { graphTypes } from './graph-types.ts'

/** A type's properties; `kind` is Graph's name for the type of the value, where it is known. */
export type DeclaredType = Map<string, string | undefined>

const declarations = readFileSync(
  fileURLToPath(import.meta.resolve('@microsoft/microsoft-graph-types/microsoft-graph.d.ts')),
  'utf8',
)

/**
 * A type of Graph's by its name: what `@microsoft/microsoft-graph-types` declares, with the kinds that the metadata gives
 * for those we have an extract of.
 */
export function declaredType(name: string): DeclaredType {
  const names = declaredNames(name.charAt(0).toUpperCase() + name.slice(1))
  const type: DeclaredType = new Map([...names].map((property) => [property, undefined]))
  // The metadata is a little newer, so it may know a property more.
  for (const pair of graphTypes[name]?.split(' ') ?? []) {
    const [property = '', kind] = pair.split(':')
    type.set(property, kind)
  }
  return type
}

function declaredNames(type: string): Set<string> {
  const [, base, inside] =
    new RegExp(`^export interface ${type}(?: extends (\\w+))? \\{([\\s\\S]*?)^\\}`, 'm').exec(declarations) ?? []
  if (inside === undefined) throw new Error(`microsoft-graph-types declares no ${type}.`)
  const own = [...inside.matchAll(/^ {4}(\w+)\??:/gm)].map(([, property = '']) => property)
  return new Set([...(base === undefined ? [] : declaredNames(base)), ...own])
}
