import * as z from 'zod/mini'
import { type AuditAction, AuditFilter, AuditPage, AuditQuery, AuditVerification, PersonErased } from './audit.ts'
import {
  Connection,
  ConnectAttempt,
  ConnectAttemptStart,
  ConnectLink,
  MakeLinkBody,
  Readiness,
  SignInBody,
  StartAttemptBody,
} from './connection.ts'
import { FieldMapping, SentFieldMapping } from './field-mapping/document.ts'
import { Hold, HoldAnswer, HoldAnswers, Holds, HoldsAnswered } from './hold.ts'
import { KnownPeople, PeopleQuery, PropertyQuery, PropertyValues } from './people.ts'
import { Preview, PreviewQuery, PreviewStarted } from './preview.ts'
import { Settings } from './settings.ts'
import { PersonStatusReport } from './sync-status.ts'

/** What a Plumm session token may allow (design §6). */
export const permissions = ['status:read', 'integrations:read', 'integrations:manage'] as const
export type Permission = (typeof permissions)[number]

/** An endpoint says what it writes to the audit log, or why it writes nothing. Forgetting it does not compile. */
export type AuditPolicy = { writes: readonly [AuditAction, ...AuditAction[]] } | { none: 'read-only' }

export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: `/api/${string}`
  summary: string
  permission: Permission
  audit: AuditPolicy
  /** Reads or plans everything: counts for many of a caller's requests (see the BFF's `RATE_LIMIT_PER_MINUTE`). */
  isCostly?: true
  query?: z.ZodMiniType
  body?: z.ZodMiniType
  /** Status of success, with its JSON body; null: a stream or a download, described in the summary. */
  status: 200 | 202
  reply: z.ZodMiniType | null
}

/** Keeps an endpoint's literal types, so that client and server know them. */
const endpoint = <const E extends Endpoint>(definition: E): E => definition
const readOnly = { none: 'read-only' } as const
const Ok = z.object({ ok: z.literal(true) })

/** The whole HTTP contract between widget and BFF; both parse with it, and OpenAPI is generated from it. */
export const api = {
  getConnection: endpoint({
    method: 'GET',
    path: '/api/connection',
    summary: 'The connection as one state.',
    permission: 'integrations:read',
    audit: readOnly,
    status: 200,
    reply: Connection,
  }),
  startAttempt: endpoint({
    method: 'POST',
    path: '/api/connection/attempts',
    summary: 'Start connecting: what msal-browser needs to sign the Entra administrator in.',
    permission: 'integrations:manage',
    audit: { writes: ['connection.attempt-started'] },
    body: StartAttemptBody,
    status: 200,
    reply: ConnectAttemptStart,
  }),
  makeLink: endpoint({
    method: 'POST',
    path: '/api/connection/attempts/:id/link',
    summary: 'A link for whoever signs in instead of the widget; an earlier one of the attempt stops working.',
    permission: 'integrations:manage',
    audit: { writes: ['connection.link-made'] },
    body: MakeLinkBody,
    status: 200,
    reply: ConnectLink,
  }),
  signIn: endpoint({
    method: 'POST',
    path: '/api/connection/attempts/:id/sign-in',
    summary: 'Prove administrator and tenant by an ID token; answers with the consent page, or moves on to preview.',
    permission: 'integrations:manage',
    audit: { writes: ['connection.sign-in-accepted', 'connection.sign-in-refused', 'connection.connected'] },
    body: SignInBody,
    status: 200,
    reply: ConnectAttempt,
  }),
  getAttempt: endpoint({
    method: 'GET',
    path: '/api/connection/attempts/:id',
    summary: 'The state of a connect attempt.',
    permission: 'integrations:manage',
    audit: readOnly,
    status: 200,
    reply: ConnectAttempt,
  }),
  cancelAttempt: endpoint({
    method: 'DELETE',
    path: '/api/connection/attempts/:id',
    summary: 'Give up a connect attempt, so that the panel starts afresh.',
    permission: 'integrations:manage',
    audit: { writes: ['connection.sign-in-refused'] },
    status: 200,
    reply: Connection,
  }),
  getReadiness: endpoint({
    method: 'GET',
    path: '/api/connection/readiness',
    summary: 'The checks to make before connecting, each with a remedy.',
    permission: 'integrations:read',
    audit: readOnly,
    isCostly: true,
    status: 200,
    reply: Readiness,
  }),
  startPreview: endpoint({
    method: 'POST',
    path: '/api/connection/preview',
    summary: 'Plan the first sync, a later full sync, or an unsaved mapping.',
    permission: 'integrations:manage',
    audit: { writes: ['preview.started'] },
    isCostly: true,
    body: z.strictObject({ fieldMapping: z.optional(SentFieldMapping) }),
    status: 202,
    reply: PreviewStarted,
  }),
  getPreview: endpoint({
    method: 'GET',
    path: '/api/connection/preview',
    summary: 'The newest preview: counts, and rows with per-field before and after.',
    permission: 'integrations:read',
    audit: readOnly,
    query: PreviewQuery,
    status: 200,
    reply: Preview,
  }),
  exportPreview: endpoint({
    method: 'GET',
    path: '/api/connection/preview/export',
    summary: 'The newest preview as a download: CSV, one line for each field of each person.',
    permission: 'integrations:read',
    audit: readOnly,
    isCostly: true,
    query: z.extend(z.omit(PreviewQuery, { cursor: true, limit: true }), { format: z.enum(['csv']) }),
    status: 200,
    reply: null,
  }),
  activate: endpoint({
    method: 'POST',
    path: '/api/connection/activate',
    summary: 'Approve a preview: exactly that plan runs, rows that changed since are held.',
    permission: 'integrations:manage',
    audit: { writes: ['sync.approved'] },
    body: z.strictObject({ previewId: z.string(), blockedSignIn: z.optional(z.enum(['ask', 'put-it-back'])) }),
    status: 200,
    reply: Connection,
  }),
  syncAll: endpoint({
    method: 'POST',
    path: '/api/connection/sync',
    summary: 'A full pass now.',
    permission: 'integrations:manage',
    audit: { writes: ['sync.requested'] },
    isCostly: true,
    status: 202,
    reply: Ok,
  }),
  pause: endpoint({
    method: 'POST',
    path: '/api/connection/pause',
    summary: 'Pause: changes are kept and wait.',
    permission: 'integrations:manage',
    audit: { writes: ['sync.paused'] },
    status: 200,
    reply: Connection,
  }),
  resume: endpoint({
    method: 'POST',
    path: '/api/connection/resume',
    summary: 'Resume after a pause.',
    permission: 'integrations:manage',
    audit: { writes: ['sync.resumed'] },
    status: 200,
    reply: Connection,
  }),
  disconnect: endpoint({
    method: 'DELETE',
    path: '/api/connection',
    summary: 'Disconnect: sync stops at once, tokens are destroyed, Entra users stay as they are.',
    permission: 'integrations:manage',
    audit: { writes: ['connection.disconnected', 'connection.forgotten'] },
    query: z.object({ forget: z.optional(z.enum(['true', 'false'])) }),
    status: 200,
    reply: Connection,
  }),
  findPeople: endpoint({
    method: 'GET',
    path: '/api/people',
    summary: 'Look people up by name, email or id, with the properties that a mapping may read.',
    permission: 'integrations:read',
    audit: readOnly,
    query: PeopleQuery,
    status: 200,
    reply: KnownPeople,
  }),
  getPropertyValues: endpoint({
    method: 'GET',
    path: '/api/people/values',
    summary: 'What one property holds across the company, the commonest values first.',
    permission: 'integrations:read',
    audit: readOnly,
    query: PropertyQuery,
    status: 200,
    reply: PropertyValues,
  }),
  getPersonStatus: endpoint({
    method: 'GET',
    path: '/api/people/:id/status',
    summary: 'One person’s sync status.',
    permission: 'status:read',
    audit: readOnly,
    status: 200,
    reply: PersonStatusReport,
  }),
  getStatuses: endpoint({
    method: 'POST',
    path: '/api/people/statuses',
    summary: 'The sync status of many people at once.',
    permission: 'status:read',
    audit: readOnly,
    body: z.strictObject({
      ids: z.array(z.string().check(z.minLength(1), z.maxLength(64))).check(z.minLength(1), z.maxLength(500)),
    }),
    status: 200,
    reply: z.object({ statuses: z.array(PersonStatusReport) }),
  }),
  syncPerson: endpoint({
    method: 'POST',
    path: '/api/people/:id/sync',
    summary: 'Bring this person into step now.',
    permission: 'integrations:manage',
    audit: { writes: ['person.sync-requested'] },
    status: 202,
    reply: PersonStatusReport,
  }),
  erasePerson: endpoint({
    method: 'DELETE',
    path: '/api/people/:id/data',
    summary: 'Erase the personal data of somebody who has left, also in the audit log.',
    permission: 'integrations:manage',
    audit: { writes: ['person.erased'] },
    status: 200,
    reply: PersonErased,
  }),
  getHolds: endpoint({
    method: 'GET',
    path: '/api/holds',
    summary: 'Every open question, with its choices.',
    permission: 'integrations:read',
    audit: readOnly,
    status: 200,
    reply: Holds,
  }),
  answerHold: endpoint({
    method: 'POST',
    path: '/api/holds/:id/answer',
    summary: 'Answer one question.',
    permission: 'integrations:manage',
    audit: { writes: ['hold.answered'] },
    body: HoldAnswer,
    status: 200,
    reply: Hold,
  }),
  answerHolds: endpoint({
    method: 'POST',
    path: '/api/holds/answers',
    summary: 'Answer many questions alike.',
    permission: 'integrations:manage',
    audit: { writes: ['hold.answered'] },
    body: HoldAnswers,
    status: 200,
    reply: HoldsAnswered,
  }),
  getSettings: endpoint({
    method: 'GET',
    path: '/api/settings',
    summary: 'Time zone, fuse, who wins over a blocked sign-in.',
    permission: 'integrations:read',
    audit: readOnly,
    status: 200,
    reply: Settings,
  }),
  putSettings: endpoint({
    method: 'PUT',
    path: '/api/settings',
    summary: 'Replace the settings.',
    permission: 'integrations:manage',
    audit: { writes: ['settings.changed'] },
    body: Settings,
    status: 200,
    reply: Settings,
  }),
  getFieldMapping: endpoint({
    method: 'GET',
    path: '/api/field-mapping',
    summary: 'The field mapping in force.',
    permission: 'integrations:read',
    audit: readOnly,
    status: 200,
    reply: FieldMapping,
  }),
  putFieldMapping: endpoint({
    method: 'PUT',
    path: '/api/field-mapping',
    summary: 'Replace the field mapping. Everyone is looked at again; previews of another mapping go stale.',
    permission: 'integrations:manage',
    audit: { writes: ['field-mapping.changed'] },
    body: SentFieldMapping,
    status: 200,
    reply: FieldMapping,
  }),
  getAudit: endpoint({
    method: 'GET',
    path: '/api/audit',
    summary: 'The audit log, newest first.',
    permission: 'integrations:read',
    audit: readOnly,
    query: AuditQuery,
    status: 200,
    reply: AuditPage,
  }),
  exportAudit: endpoint({
    method: 'GET',
    path: '/api/audit/export',
    // A whole NDJSON can be verified offline (docs/audit-log.md); the newest hash is in the X-Audit-Head header.
    summary: 'The audit log as a download: CSV to read, NDJSON to verify offline.',
    permission: 'integrations:read',
    audit: { writes: ['audit.exported'] },
    isCostly: true,
    query: z.extend(AuditFilter, { format: z.enum(['csv', 'ndjson']) }),
    status: 200,
    reply: null,
  }),
  verifyAudit: endpoint({
    method: 'GET',
    path: '/api/audit/verify',
    summary: 'Check the hash chain.',
    permission: 'integrations:read',
    audit: readOnly,
    isCostly: true,
    status: 200,
    reply: AuditVerification,
  }),
  stream: endpoint({
    method: 'GET',
    path: '/api/stream',
    summary: 'Server-sent events: connection, progress, status, audit, by permission.',
    permission: 'status:read',
    audit: readOnly,
    status: 200,
    reply: null,
  }),
} as const satisfies Record<string, Endpoint>

export type Api = typeof api
export type EndpointName = keyof Api
export type ReplyOf<N extends EndpointName> = Api[N]['reply'] extends z.ZodMiniType ? z.output<Api[N]['reply']> : never
export type BodyOf<N extends EndpointName> = Api[N] extends { body: infer B extends z.ZodMiniType }
  ? z.input<B>
  : undefined
export type QueryOf<N extends EndpointName> = Api[N] extends { query: infer Q extends z.ZodMiniType }
  ? z.input<Q>
  : undefined
