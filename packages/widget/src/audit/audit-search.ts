import { AuditFilter } from '@plumm/entra-shared'

/** A filter of the log as a query string, for a host that keeps it in its address: `kind=access&personId=p-1`. */
export function auditFilterToSearch(filter: AuditFilter): string {
  const given = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value] as const] : []))
  const parameters = new URLSearchParams(Object.fromEntries(given))
  parameters.sort()
  return parameters.toString()
}

/** The same back. What is nonsense by now, or somebody’s own making, is left out. */
export function auditFilterFromSearch(search: string | URLSearchParams): AuditFilter {
  const parameters = new URLSearchParams(search)
  const understood = Object.entries(AuditFilter.shape).flatMap(([name, schema]) => {
    const text = parameters.get(name)
    return text !== null && text !== '' && schema.safeParse(text).success ? [[name, text]] : []
  })
  return AuditFilter.parse(Object.fromEntries(understood))
}
