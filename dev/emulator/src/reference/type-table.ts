/** Type → `property:Type` pairs, as `testing/graph-types.ts` has it; what a base type has is among them. */
export type TypeTable = Record<string, string>

/**
 * The properties of Graph's entity and complex types, navigation properties left out.
 *
 * @param csdl the `<EntityType>` and `<ComplexType>` elements of Graph's metadata
 */
export function typeTable(csdl: string): TypeTable {
  const own = new Map<string, { base: string | undefined; properties: string[] }>()
  for (const [, attributes = '', inside = ''] of csdl.matchAll(
    /<(?:EntityType|ComplexType) ([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:EntityType|ComplexType)>)/g,
  )) {
    const name = /\bName="(\w+)"/.exec(attributes)?.[1]
    if (name === undefined) continue
    const properties = [...inside.matchAll(/<Property Name="(\w+)" Type="([^"]+)"/g)].map(
      ([, property = '', type = '']) => `${property}:${type.replaceAll(/\b(?:graph|Edm)\./g, '')}`,
    )
    own.set(name, { base: /\bBaseType="graph\.(\w+)"/.exec(attributes)?.[1], properties })
  }
  const withBase = (name: string): string[] => {
    const type = own.get(name)
    if (!type) return []
    return [...(type.base === undefined ? [] : withBase(type.base)), ...type.properties]
  }
  const names = [...own.keys()].toSorted()
  return Object.fromEntries(names.map((name) => [name, withBase(name).toSorted().join(' ')]))
}
