import { readFileSync } from 'node:fs'

const guide = readFileSync(new URL('../../../../docs/embedding.md', import.meta.url), 'utf8')

/** The blocks of the host guide in one language, in order, as a reader would copy them. */
export function blocksOf(language: string): string[] {
  return [...guide.matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, is, text = '']) => (is === language ? [text] : []))
}
