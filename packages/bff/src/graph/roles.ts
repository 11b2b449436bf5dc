import { z } from 'zod'
import type { Caller, GraphResult } from './request.ts'

/** The whole directory; an assignment may also be for an administrative unit or an app. */
const WHOLE_DIRECTORY = '/'
const ASSIGNMENTS = '/roleManagement/directory/roleAssignments'

const Holders = z.looseObject({
  value: z.array(z.looseObject({ principalId: z.string() })),
  '@odata.nextLink': z.string().optional(),
})
const Assignments = z.looseObject({
  value: z.array(z.looseObject({ roleDefinitionId: z.string(), directoryScopeId: z.string().nullish() })),
  '@odata.nextLink': z.string().optional(),
})

/** Everybody who holds any directory role. */
export async function readRoleHolders(call: Caller): Promise<GraphResult<ReadonlySet<string>>> {
  const pages = await readPages(call, `${ASSIGNMENTS}?$select=principalId`, Holders)
  return pages.ok ? { ...pages, value: new Set(pages.value.map(({ principalId }) => principalId)) } : pages
}

/**
 * The roles one person holds in the whole directory, by template id: of a built-in role the definition's id is the
 * template's (Graph, unifiedRoleDefinition). Roles that come through a group are not among them: Graph v1.0 lists the
 * group as their holder, and transitiveRoleAssignments is beta.
 */
export async function readRolesOf(call: Caller, objectId: string): Promise<GraphResult<string[]>> {
  const filter = encodeURIComponent(`principalId eq '${objectId.replaceAll("'", "''")}'`)
  const path = `${ASSIGNMENTS}?$filter=${filter}&$select=roleDefinitionId,directoryScopeId`
  const pages = await readPages(call, path, Assignments, 'person')
  if (!pages.ok) return pages
  const held = pages.value.filter(({ directoryScopeId }) => directoryScopeId === WHOLE_DIRECTORY)
  return { ...pages, value: held.map(({ roleDefinitionId }) => roleDefinitionId) }
}

interface Page<T> {
  value: T[]
  '@odata.nextLink'?: string | undefined
}

async function readPages<T>(
  call: Caller,
  first: string,
  schema: z.ZodType<Page<T>>,
  priority: 'person' | 'sweep' = 'sweep',
): Promise<GraphResult<T[]>> {
  const all: T[] = []
  let path = first
  for (;;) {
    const page: GraphResult<Page<T>> = await call(
      { method: 'GET', path, read: (json) => schema.parse(json) },
      { priority },
    )
    if (!page.ok) return page
    all.push(...page.value.value)
    const next = page.value['@odata.nextLink']
    if (next === undefined) return { ...page, value: all }
    path = next
  }
}
