import type { Actor, Problem, ProblemCode, ProblemIssue } from '@plumm/entra-shared'

interface ProblemOptions {
  detail: string
  actor?: Actor
  issues?: ProblemIssue[]
  /** Sent as `Retry-After`. */
  retryAfterSeconds?: number
}

/** An answer that says no, in words: thrown by handlers, turned into a problem document (RFC 9457) at the door. */
export class HttpProblem extends Error {
  readonly status: ProblemStatus
  readonly code: ProblemCode
  readonly options: ProblemOptions
  constructor(status: ProblemStatus, code: ProblemCode, options: ProblemOptions) {
    super(`${code}: ${options.detail}`)
    this.status = status
    this.code = code
    this.options = options
  }
}
export type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 502 | 503

const titles: Record<ProblemCode, string> = {
  'bad-request': 'This request cannot be read',
  'contract-broken': 'This is not what was agreed',
  'too-large': 'This is too large',
  'not-json': 'This is not JSON',
  'too-many-requests': 'Too many requests',
  'too-slow': 'This took too long',
  'signature-invalid': 'The signature does not match',
  'session-missing': 'No session token came with the request',
  'session-expired': 'The session has ended',
  'session-invalid': 'The session token is not valid',
  'permission-missing': 'You may not do this',
  'not-found': 'There is nothing here',
  'origin-refused': 'This page may not call us',
  conflict: 'Somebody else was quicker',
  'wrong-state': 'Not at this point',
  'preview-stale': 'The preview is out of date',
  'mapping-unworkable': 'This mapping cannot work',
  'attempt-expired': 'This attempt is over',
  'id-token-invalid': 'Microsoft’s answer could not be trusted',
  'not-an-administrator': 'This account may not connect',
  'roles-unknown': 'We could not see this account’s roles',
  'personal-account': 'This is a personal account',
  'tenant-already-connected': 'This directory is connected already',
  'other-tenant': 'This is another directory',
  'consent-refused': 'Permission was not given',
  'consent-incomplete': 'A permission is missing',
  'directory-empty': 'Plumm’s directory is empty',
  'directory-unreachable': 'Plumm’s directory cannot be read',
  'entra-unreachable': 'Microsoft cannot be reached',
  'audit-broken': 'The audit log has been changed',
  internal: 'Something went wrong on our side',
}

export function titleOf(code: ProblemCode): string {
  return titles[code]
}

/** The document itself; `requestId` is what a person quotes to support and what the log carries. */
export function toProblem(problem: HttpProblem, requestId: string): Problem {
  const { detail, actor, issues } = problem.options
  return {
    type: `https://plumm.example/problems/${problem.code}`,
    title: titles[problem.code],
    status: problem.status,
    detail,
    code: problem.code,
    requestId,
    ...(actor ? { actor } : {}),
    ...(issues ? { issues } : {}),
  }
}
