import { type EntraField, type FieldSource, isNeededToCreate, personPaths } from '@plumm/entra-shared'

/** The ways in which a value can come about, by their names in the mapping document. */
export type SourceKind = 'copy' | 'lowerCase' | 'localPart' | 'template' | 'constant' | 'lookup' | 'firstOf'
export type PersonPath = (typeof personPaths)[number]

export function isPersonPath(path: string): path is PersonPath {
  return personPaths.some((known) => known === path)
}

const kinds = ['copy', 'lowerCase', 'localPart', 'template', 'constant', 'lookup', 'firstOf'] as const

export function kindOf(source: FieldSource): SourceKind {
  return kinds.find((kind) => kind in source) ?? 'firstOf'
}

/** What may be chosen for a field. A sign-in name is the email, a manager the manager: `issues.ts` in packages/shared. */
export function kindsFor(field: EntraField): readonly (SourceKind | 'none')[] {
  if (field === 'userPrincipalName') return ['copy', 'lowerCase']
  if (field === 'manager') return ['none', 'copy']
  return isNeededToCreate(field) ? kinds : ['none', ...kinds]
}

/** The properties that make sense for a field; a sign-in name has one, and so has a manager. */
export function propertiesFor(field: EntraField): readonly PersonPath[] {
  if (field === 'userPrincipalName') return ['email']
  if (field === 'manager') return ['managerId']
  return personPaths.filter((path) => path !== 'managerId')
}

/** The property that a source reads first, or the one to begin with. */
export function propertyOf(source: FieldSource): string {
  if ('copy' in source) return source.copy
  if ('lowerCase' in source) return source.lowerCase
  if ('localPart' in source) return source.localPart
  if ('lookup' in source) return source.lookup
  if ('template' in source) return /\{([^{}]+)\}/.exec(source.template)?.[1] ?? 'role'
  if ('firstOf' in source) return source.firstOf[0] ? propertyOf(source.firstOf[0]) : 'role'
  return 'role'
}

/** Another way to come about, keeping of the old one what it can: the property, or the whole of it as a first choice. */
export function sourceOfKind(kind: SourceKind, before: FieldSource): FieldSource {
  const property = propertyOf(before)
  switch (kind) {
    case 'copy':
      return { copy: property }
    case 'lowerCase':
      return { lowerCase: property }
    case 'localPart':
      return { localPart: property }
    case 'template':
      return { template: `{${property}}` }
    case 'constant':
      return { constant: '' }
    case 'lookup':
      return { lookup: property, table: {} }
    case 'firstOf':
      return 'firstOf' in before ? before : { firstOf: [before, { copy: property }] }
  }
}

/** A source that reads one property, with another one in its place. */
export function withProperty(source: FieldSource, property: string): FieldSource {
  if ('lowerCase' in source) return { lowerCase: property }
  if ('localPart' in source) return { localPart: property }
  if ('lookup' in source) return { lookup: property, table: source.table }
  return { copy: property }
}
