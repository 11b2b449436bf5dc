/** Rules about a file's text that no linter knows. Pure: text in, complaints out. */
export interface SourceFile {
  /** From the repository's root, with forward slashes. */
  path: string
  text: string
}

/** Longer files are refused (style §6); from 300 lines on the linter warns. */
const LINES_MAX = 400

const banned = /(^|\/)(utils?|helpers?|common|types|constants)\.tsx?$/
const isTest = (path: string) => /\.test\.tsx?$/.test(path)

/** @param fieldNames the Entra properties that a mapping may write: data that the sync's code never names. */
export function complaintsAbout({ path, text }: SourceFile, fieldNames: readonly string[]): string[] {
  const complaints: string[] = []
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
  if (lines > LINES_MAX)
    complaints.push(`${path}: ${lines} lines, ${LINES_MAX} are allowed. What are its two halves called?`)
  if (banned.test(path)) complaints.push(`${path}: name the file after what is in it`)

  const code = withoutComments(text)
  if (path.startsWith('packages/bff/src/sync/') && !isTest(path)) {
    for (const field of fieldNames) {
      if (new RegExp(`\\b${field}\\b`).test(code)) {
        complaints.push(`${path}: names the field ${field}; the mapping in packages/shared is where fields are named`)
      }
    }
  }
  if (
    /^packages\/[^/]+\/src\//.test(path) &&
    path !== 'packages/bff/src/config.ts' &&
    /['"](node:)?process['"]/.test(code)
  ) {
    complaints.push(`${path}: imports process; the environment is read in packages/bff/src/config.ts only`)
  }
  return complaints
}

/** Comments may name anything. Good enough for our own sources: a comment sign inside a string or a pattern is rare. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
}
