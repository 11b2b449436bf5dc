import ts from 'typescript'

/** Everything, however long, and under a name of its own only where it has no shape to show. */
const inFull = ts.NodeBuilderFlags.NoTruncation | ts.NodeBuilderFlags.InTypeAlias

/**
 * The types that a package's entry exports, each written out in full: in the sources they are read off schemas, and a
 * host page should need no schema library to know what a status is. Generic ones belong to the client, which no host gets
 * to see, and stand as unknown.
 */
export function writtenOut(program: ts.Program, entry: string): string {
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(entry)
  const module = source && checker.getSymbolAtLocation(source)
  if (!module) throw new Error(`${entry} is not a module of this program.`)
  const lines = checker.getExportsOfModule(module).flatMap((exported) => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
    const declaration = symbol.declarations?.find(ts.isTypeAliasDeclaration)
    if (!declaration) return []
    if (declaration.typeParameters) return [`export type ${exported.name}<_ = unknown> = unknown`]
    const type = checker.getDeclaredTypeOfSymbol(symbol)
    return [`export type ${exported.name} = ${checker.typeToString(type, undefined, inFull)}`]
  })
  return `${lines.join('\n')}\n`
}
