/** What a call costs is decided by these (graph-facts §1.1). */
export interface QuotaCall {
  method: string
  /** `/users/{id}` */
  pattern: string
  hasSelect: boolean
  hasExpand: boolean
  /** `$top` below 20 */
  hasSmallTop: boolean
  /** `x-ms-throttle-priority`; Normal when left out or unknown. */
  priority: 'Low' | 'Normal' | 'High'
}

/** Base cost in resource units; what is not listed costs 1 (graph-facts §1.1, base cost table). */
const baseCosts: Record<string, number> = {
  'GET /applications': 2,
  'GET /applications/{}/extensionproperties': 2,
  'GET /contracts': 3,
  'GET /domains/{}/domainnamereferences': 4,
  'GET /groups/{}/members': 3,
  'GET /groups/{}/transitivemembers': 5,
  'GET /oauth2permissiongrants': 2,
  'GET /oauth2permissiongrants/{}': 2,
  'GET /serviceprincipals/{}/approleassignments': 2,
  'GET /subscribedskus': 3,
  'GET /users': 2,
  'GET /users/{}/licensedetails': 2,
  'GET /users/{}/memberof': 2,
  'GET /users/{}/ownedobjects': 2,
  'GET /users/{}/transitivememberof': 2,
  'POST /directoryobjects/getbyids': 5,
  'POST /getobjectsbyid': 5,
  'POST /ismemberof': 4,
  'POST /users/{}/checkmembergroups': 4,
  'POST /users/{}/checkmemberobjects': 4,
  'POST /users/{}/getmembergroups': 2,
  'POST /users/{}/getmemberobjects': 2,
}

/** Posted, but nothing is written: "Write 0" in the table. */
const isReadByPost = (key: string) => key.startsWith('POST ') && key in baseCosts

const keyOf = ({ method, pattern }: QuotaCall) =>
  `${method} ${pattern
    .replace(/\{\w+\}/g, '{}')
    .replace(/\/\$\w+$/, '')
    .toLowerCase()}`

/** Resource units of a call: the table, then its modifiers; never below 1. */
export function costOf(call: QuotaCall): number {
  const key = keyOf(call)
  // "2 with $select", more than the modifier alone gives.
  if (call.hasSelect && /\/(getbyids|getobjectsbyid)$/.test(key)) return 2
  const base = baseCosts[key] ?? 1
  return Math.max(1, base - (call.hasSelect ? 1 : 0) - (call.hasSmallTop ? 1 : 0) + (call.hasExpand ? 1 : 0))
}

export function isWrite(call: QuotaCall): boolean {
  return call.method !== 'GET' && !isReadByPost(keyOf(call))
}

/** Counted by the subscription service, not by the directory. */
export function isSubscriptionCall({ pattern }: QuotaCall): boolean {
  return pattern.toLowerCase().startsWith('/subscriptions')
}
