import type { Json, JsonObject } from '../json.ts'

export interface ErrorDetail {
  code: string
  message: string
  target: string
}

/** A refusal of Graph's. `message` is Graph's own wording; clients may rely on `code` only (graph-facts §2.6). */
export class GraphRefusal extends Error {
  readonly status: number
  readonly code: string
  readonly details: ErrorDetail[]
  readonly headers: Record<string, string>

  constructor(
    status: number,
    code: string,
    message: string,
    more: { details?: ErrorDetail[]; headers?: Record<string, string> } = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.details = more.details ?? []
    this.headers = more.headers ?? {}
  }
}

/** Ids of one request, as they appear in headers and error bodies. */
export interface RequestIds {
  requestId: string
  clientRequestId: string
}

/** `date` has no Z though it is UTC (graph-facts §2.6, general shape). */
function graphDate(now: number): string {
  return new Date(now).toISOString().slice(0, 19)
}

export function errorBody(refusal: GraphRefusal, ids: RequestIds, now: number): JsonObject {
  const details: Json[] = refusal.details.map((detail) => ({ ...detail, blockedWord: '', prefix: '', suffix: '' }))
  return {
    error: {
      code: refusal.code,
      message: refusal.message,
      ...(details.length > 0 && { details }),
      innerError: {
        date: graphDate(now),
        'request-id': ids.requestId,
        'client-request-id': ids.clientRequestId,
      },
    },
  }
}

/** 429 has a body of its own (graph-facts §1.2). */
export function throttledBody(ids: RequestIds, now: number): JsonObject {
  return {
    error: {
      code: 'TooManyRequests',
      innerError: {
        code: '429',
        date: graphDate(now),
        message: 'Please retry after',
        'request-id': ids.requestId,
        status: '429',
      },
      message: 'Please retry again later.',
    },
  }
}

const badRequest = (message: string, details?: ErrorDetail[]) =>
  new GraphRefusal(400, 'Request_BadRequest', message, details ? { details } : {})

/** One detail that repeats the message: the shape of most 400s about a property (graph-facts §2.6 a, c, d). */
const about = (target: string, code: string, message: string) => badRequest(message, [{ code, message, target }])

/** Messages write `User` where types are called `user`. */
export function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

export const refuse = {
  badRequest,
  /** §2.6 (a), (b) */
  conflict: (property: string, conflictingId?: string) => {
    const message = `Another object with the same value for property ${property} already exists.`
    const details = [{ code: 'ObjectConflict', message, target: property }]
    if (conflictingId !== undefined) details.push({ code: 'ConflictingObjects', message, target: conflictingId })
    return badRequest(message, details)
  },
  /** §2.6 (c) */
  unverifiedDomain: () =>
    about(
      'userPrincipalName',
      'InvalidValue',
      'The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.',
    ),
  /** §2.6 (d) */
  invalidCharacter: (property: string) => about(property, 'InvalidCharacter', `Property ${property} is invalid.`),
  /** §2.6 (e) */
  weakPassword: () =>
    about(
      'password',
      'PasswordComplexity',
      'The specified password does not comply with password complexity requirements. Please provide a different password.',
    ),
  /** §2.6 (f) */
  invalidValue: (property: string, resource = 'user') =>
    about(
      property,
      'InvalidValue',
      `Invalid value specified for property '${property}' of resource '${capitalized(resource)}'.`,
    ),
  missingValue: (property: string, resource = 'user') =>
    badRequest(`A value is required for property '${property}' of resource '${capitalized(resource)}'.`),
  /** §2.6 (g) */
  readOnly: (property: string) => badRequest(`Property '${property}' is read-only and cannot be set.`),
  /** §2.6 (h) */
  notFound: (resource: string) =>
    new GraphRefusal(
      404,
      'Request_ResourceNotFound',
      `Resource '${resource}' does not exist or one of its queried reference-property objects are not present.`,
    ),
  /** §2.6 (i), §2.2 */
  denied: () =>
    new GraphRefusal(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'),
  /** The body of docs#5597 (§2.3): what SharePoint keeps is not for apps. */
  notAppOnly: () =>
    new GraphRefusal(
      403,
      '-1, Microsoft.Office.Server.Directory.DirectoryObjectUnauthorizedAccessException',
      'Attempted to perform an unauthorized operation.',
    ),
  /** §2.6 (j) */
  synced: () =>
    badRequest(
      'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
    ),
  /** §2.6 (j), of somebody who was synced once */
  onceSynced: () =>
    badRequest(
      'Unable to update the specified properties for objects that have originated within an external service.',
    ),
  /** §2.6 (k) */
  alreadyThere: (relation: string) =>
    badRequest(
      `One or more added object references already exist for the following modified properties: '${relation}'.`,
    ),
  /** A reference to something too new for this replica (§2.5, §3). */
  notYetThere: () => badRequest("The source resource object or one of the objects being referenced don't exist."),
  /** §2.6 (l) */
  badToken: (message: string) =>
    new GraphRefusal(401, 'InvalidAuthenticationToken', message, {
      headers: {
        'WWW-Authenticate':
          'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
      },
    }),
  /** §2.6 (m), §3 */
  unsupportedQuery: (message: string) => new GraphRefusal(400, 'Request_UnsupportedQuery', message),
  malformed: (message: string) => new GraphRefusal(400, 'BadRequest', message),
} satisfies Record<string, (...details: never[]) => GraphRefusal>
