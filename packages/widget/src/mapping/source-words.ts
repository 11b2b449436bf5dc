import type { FieldSource } from '@plumm/entra-shared'
import type { MappingMessages } from '../messages/en-gb/mapping.ts'
import { isPersonPath } from './sources.ts'

/** A property by Plumm's name for it; one that Plumm does not have by its own. */
export function propertyName(words: MappingMessages, path: string): string {
  return isPersonPath(path) ? words.properties[path] : path
}

/** A source as one line: “Role”, “First name Last name”, “Display name, or else …”. */
export function sourceWords(words: MappingMessages, source: FieldSource): string {
  const name = (path: string) => propertyName(words, path)
  if ('copy' in source) return words.source.copy(name(source.copy))
  if ('lowerCase' in source) return words.source.lowerCase(name(source.lowerCase))
  if ('localPart' in source) return words.source.localPart(name(source.localPart))
  if ('constant' in source) return words.source.constant(source.constant)
  if ('lookup' in source) return words.source.lookup(name(source.lookup))
  if ('template' in source) return source.template.replace(/\{([^{}]*)\}/g, (_, path: string) => name(path))
  return words.source.firstOf(source.firstOf.map((option) => sourceWords(words, option)))
}
