import type { Json } from '../json.ts'

/** A group as Graph stores it: what was never set is absent. Properties as in Graph's group resource. */
export interface DirectoryGroup {
  id: string
  displayName: string
  mailEnabled: boolean
  mailNickname: string
  securityEnabled: boolean
  groupTypes: string[]
  /** ISO 8601 with Z. */
  createdDateTime: string
  [property: string]: Json
}

export interface GroupRecord {
  group: DirectoryGroup
  /** Object ids of users and groups; those in the recycle bin come back with their membership. */
  memberIds: string[]
  ownerIds: string[]
  /** ms since 1970; reads find a group that lags behind only later, and so do references to it. */
  createdAt: number
  /** When it was soft-deleted: Microsoft 365 groups only, others are gone at once. */
  deletedAt?: number
}

export type MemberKind = 'members' | 'owners'

/** Its members and owners are protected like role holders (graph-facts §2.2). */
export function isRoleAssignable({ isAssignableToRole }: DirectoryGroup): boolean {
  return isAssignableToRole === true
}

export function isUnified({ groupTypes }: DirectoryGroup): boolean {
  return groupTypes.includes('Unified')
}

/** Its members follow from a rule. */
export function isDynamic({ groupTypes }: DirectoryGroup): boolean {
  return groupTypes.includes('DynamicMembership')
}

/** The smtp addresses of a mail-enabled group, lower-cased and without `smtp:`. */
export function groupAddresses({ mail, proxyAddresses }: DirectoryGroup): string[] {
  const texts = [mail, ...(Array.isArray(proxyAddresses) ? proxyAddresses : [])]
  return texts.flatMap((text) => (typeof text === 'string' ? [text.toLowerCase().replace(/^smtp:/, '')] : []))
}
