import ts from 'typescript'
import type { SourceFile } from './source-rules.ts'

/** The packages this product is built with, and the part of it that each one belongs to. */
const ninePackages: readonly { name: string; owner: RegExp }[] = [
  { name: 'react', owner: /^packages\/widget\/src\// },
  { name: '@tanstack/react-query', owner: /^packages\/widget\/src\// },
  { name: '@azure/msal-browser', owner: /^packages\/widget\/src\/auth\// },
  { name: 'vite', owner: /^packages\/widget\/vite\.config\.ts$/ },
  { name: 'storybook', owner: /^\.storybook\/|\.stories\.tsx?$|^packages\/widget\/vitest\.config\.ts$/ },
  { name: 'hono', owner: /^packages\/bff\/src\// },
  { name: '@microsoft/microsoft-graph-client', owner: /^packages\/bff\/src\/graph\// },
  { name: 'kysely', owner: /^packages\/bff\/src\// },
  { name: 'vitest', owner: /^packages\/.*\.test\.tsx?$/ },
]

/** Storybook's own name stands in front of its frameworks and addons. */
const isOf = (name: string, specifier: string) =>
  specifier === name ||
  specifier.startsWith(`${name}/`) ||
  (name === 'storybook' && specifier.startsWith('@storybook/'))

/** The first file of its owner that imports each package for its values; a type-only import uses nothing. */
export function whereUsed(files: readonly SourceFile[]): { name: string; path: string | undefined }[] {
  return ninePackages.map(({ name, owner }) => {
    const isUser = ({ path, text }: SourceFile) =>
      owner.test(path) &&
      !/\.test\.tsx?$/.test(name === 'vitest' ? '' : path) &&
      valueImports(path, text).some((from) => isOf(name, from))
    return { name, path: files.find(isUser)?.path }
  })
}

/** Module names in import, export … from and import() that leave something at run time. */
function valueImports(path: string, text: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier) && bringsValues(node.importClause)) {
      found.push(node.moduleSpecifier.text)
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments
      if (argument && ts.isStringLiteral(argument)) found.push(argument.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest))
  return found
}

function bringsValues(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return true
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return false
  const { name, namedBindings } = clause
  if (name || !namedBindings || ts.isNamespaceImport(namedBindings)) return true
  return namedBindings.elements.some((element) => !element.isTypeOnly)
}
