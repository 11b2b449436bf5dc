import { z } from 'zod'
import type { FieldValues } from '@plumm/entra-shared'
import { DELTA_SELECT, readFields, readReferenceChanges } from './user.ts'

/** A user that changed: only what the answer shows, and nothing when it is gone. */
export interface DeltaUser {
  id: string
  removed: 'changed' | 'deleted' | null
  isEnabled?: boolean
  fields: FieldValues
}

export interface DeltaPage {
  users: DeltaUser[]
  next: { nextLink: string } | { deltaLink: string }
}

const Page = z
  .looseObject({
    value: z.array(
      z.looseObject({
        id: z.string(),
        accountEnabled: z.boolean().nullish(),
        '@removed': z.looseObject({ reason: z.string() }).optional(),
      }),
    ),
    '@odata.nextLink': z.string().optional(),
    '@odata.deltaLink': z.string().optional(),
  })
  .refine((page) => page['@odata.nextLink'] ?? page['@odata.deltaLink'], 'A delta page leads somewhere.')

/** Where a round starts: Graph's own link, or only what comes from now on (graph-facts §5.1). */
export function deltaPath(link: string): string {
  return link === 'latest' ? `/users/delta?$select=${DELTA_SELECT}&$deltatoken=latest` : link
}

/** @throws ZodError when it is not a delta page */
export function toDeltaPage(json: unknown): DeltaPage {
  const page = Page.parse(json)
  const users = page.value.map((user): DeltaUser => {
    const removed = user['@removed']
    return {
      id: user.id,
      removed: removed ? (removed.reason === 'deleted' ? 'deleted' : 'changed') : null,
      ...(typeof user.accountEnabled === 'boolean' ? { isEnabled: user.accountEnabled } : {}),
      fields: { ...readFields(user), ...readReferenceChanges(user) },
    }
  })
  const { '@odata.nextLink': nextLink, '@odata.deltaLink': deltaLink = '' } = page
  return { users, next: nextLink === undefined ? { deltaLink } : { nextLink } }
}
