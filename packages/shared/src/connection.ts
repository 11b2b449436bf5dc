import * as z from 'zod/mini'
import { StatusCounts } from './status-counts.ts'
import { Actor, Reason } from './sync-status.ts'

/** Why a connection needs someone. One reason at a time; every one heals by itself when its cause goes, or by Reconnect. */
export const attentionReasons = [
  'consent-withdrawn',
  'permission-missing',
  'secret-invalid',
  'secret-expired',
  'app-disabled',
  'app-removed',
  'tenant-gone',
  'graph-outage',
  'directory-unreachable',
] as const
export const AttentionReason = z.enum(attentionReasons)
export type AttentionReason = z.output<typeof AttentionReason>

/** The customer's Entra tenant. */
export const Tenant = z.object({
  /** A GUID: the `tid` of the administrator's ID token. */
  id: z.string(),
  name: z.string(),
  /** The default verified domain, such as contoso.com. */
  domain: z.string(),
})
export type Tenant = z.output<typeof Tenant>

/** A Graph application permission we asked for, and whether the tenant granted it. */
export const GrantedPermission = z.object({ name: z.string(), required: z.boolean(), granted: z.boolean() })
export type GrantedPermission = z.output<typeof GrantedPermission>

export const Progress = z.object({
  done: z.int().check(z.nonnegative()),
  total: z.int().check(z.nonnegative()),
  /** Null until enough is done to tell honestly. */
  etaSeconds: z.nullable(z.int().check(z.nonnegative())),
})
export type Progress = z.output<typeof Progress>

/** What proves Plumm to Microsoft. Plumm's operator renews it, not the customer's IT. */
export const CredentialInUse = z.object({
  kind: z.enum(['secret', 'certificate', 'federated']),
  /** Null where it does not say. */
  expiresAt: z.nullable(z.iso.datetime()),
  /** `ends-soon` from 30 days before; never for a federated token, which the platform renews. */
  warning: z.nullable(z.enum(['ends-soon', 'ended'])),
})
export type CredentialInUse = z.output<typeof CredentialInUse>

/** How changes made in Entra are noticed. Microsoft's notices only make it sooner: every change is asked for too. */
export const DriftWatch = z.object({
  by: z.enum(['notices', 'asking']),
  /** How often is asked, in either case. */
  everySeconds: z.int().check(z.positive()),
})
export type DriftWatch = z.output<typeof DriftWatch>

/** Something that is wrong and stops nothing; what it means is in the words for its reason. */
export const Disturbance = z.object({ reason: AttentionReason, since: z.iso.datetime(), actor: Actor })
export type Disturbance = z.output<typeof Disturbance>

const base = {
  since: z.iso.datetime(),
  permissions: z.array(GrantedPermission),
  counts: StatusCounts,
}
const connected = {
  ...base,
  tenant: Tenant,
  connectedBy: z.object({ name: z.string(), signInName: z.string() }),
  /** When the sync last wrote to Entra. */
  lastChangeAt: z.nullable(z.iso.datetime()),
  /** Open questions waiting for an answer. */
  openHolds: z.int().check(z.nonnegative()),
  /** The work under way, or null when there is none to wait for. */
  progress: z.nullable(Progress),
  credential: z.exactOptional(CredentialInUse),
  watch: z.exactOptional(DriftWatch),
  /** Never beside `attention`: one reason at a time. */
  disturbance: z.exactOptional(Disturbance),
}

/** The connection as one state, `GET /api/connection`. */
export const Connection = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('disconnected'),
    ...base,
    /** The tenant people are still linked to from an earlier connection. */
    previousTenant: z.nullable(Tenant),
  }),
  z.object({ state: z.literal('signing-in'), ...base, attemptId: z.string() }),
  z.object({
    state: z.literal('awaiting-consent'),
    ...base,
    attemptId: z.string(),
    tenant: Tenant,
  }),
  z.object({ state: z.literal('preview'), ...connected }),
  z.object({ state: z.literal('active'), ...connected }),
  z.object({ state: z.literal('paused'), ...connected, pausedBy: z.string() }),
  z.object({
    state: z.literal('attention'),
    ...connected,
    attention: z.object({
      reason: AttentionReason,
      since: z.iso.datetime(),
      actor: Actor,
      /** Changes that wait and will be made when this is put right. */
      waiting: z.int().check(z.nonnegative()),
    }),
  }),
])
export type Connection = z.output<typeof Connection>

/** Application permissions of the app registration (design §3, Permissions). */
export const graphPermissions = [
  { name: 'User.ReadWrite.All', required: true },
  { name: 'User.Read.All', required: true },
  { name: 'RoleManagement.Read.Directory', required: false },
] as const

/** Whether what a tenant granted is too little to work with. */
export function lacksRequired(granted: readonly string[]): boolean {
  return graphPermissions.some(({ name, required }) => required && !granted.includes(name))
}

/** The reply to `POST /api/connection/attempts`: all that msal-browser needs to sign the administrator in. */
export const ConnectAttemptStart = z.object({
  attemptId: z.string(),
  /** Ours, single use: the ID token must carry it. */
  nonce: z.string(),
  clientId: z.string(),
  authority: z.url(),
  knownAuthorities: z.array(z.string()),
  scopes: z.array(z.string()),
})
export type ConnectAttemptStart = z.output<typeof ConnectAttemptStart>

/** Where the attempt was started, to come back to: `POST /api/connection/attempts`. */
export const StartAttemptBody = z.strictObject({
  /** Its origin must be one that may embed the widget. */
  returnTo: z.optional(z.url({ protocol: /^https?$/ }).check(z.maxLength(2_048))),
})

/** Who takes an attempt up: an administrator who is sent the link, or this browser, where windows are blocked. */
export const linkPurposes = ['administrator', 'this-window'] as const
export const LinkPurpose = z.enum(linkPurposes)
export type LinkPurpose = z.output<typeof LinkPurpose>

export const MakeLinkBody = z.strictObject({ for: z._default(LinkPurpose, 'administrator') })

/** The reply to `POST /api/connection/attempts/{id}/link`; the address is told this once. */
export const ConnectLink = z.object({ url: z.url(), expiresAt: z.iso.datetime() })
export type ConnectLink = z.output<typeof ConnectLink>

export const attemptStates = ['signing-in', 'awaiting-consent', 'connected', 'refused', 'expired'] as const

/** A connect attempt, as the widget watches it. */
export const ConnectAttempt = z.object({
  attemptId: z.string(),
  state: z.enum(attemptStates),
  /** Why Microsoft or we refused, as a problem code. With a link: the last refusal, and the link is still good. */
  refusal: z.nullable(z.object({ code: z.string(), detail: z.string() })),
  /** A link takes this attempt up, and the widget only waits. */
  link: z._default(z.nullable(z.object({ for: LinkPurpose, expiresAt: z.iso.datetime() })), null),
  /** Microsoft's admin-consent page; open it from a click of its own. */
  consentUrl: z.nullable(z.url()),
  tenant: z.nullable(Tenant),
  permissions: z.array(GrantedPermission),
})
export type ConnectAttempt = z.output<typeof ConnectAttempt>

export const SignInBody = z.strictObject({ idToken: z.string().check(z.minLength(1), z.maxLength(16_384)) })

export const readinessIds = [
  'plumm-permission',
  'entra-role',
  'consent',
  'api-provisioning',
  'email-structure',
  'on-premises-sync',
  'clashing-accounts',
] as const

/** People whom a check is about: how many, and the first of them by name. */
export const PeopleConcerned = z.object({
  count: z.int().check(z.positive()),
  first: z.array(z.object({ personId: z.string(), name: z.string(), reason: Reason })).check(z.maxLength(20)),
})
export type PeopleConcerned = z.output<typeof PeopleConcerned>

/** What a check found: stable codes, so that a client can say it in its own words. */
export const readinessFindings = [
  'not-now',
  'while-planning',
  'after-connecting',
  'may-manage',
  'may-not-manage',
  'connected-by',
  'administrator-needed',
  'consent-to-come',
  'consent-granted',
  'consent-missing',
  'write-to-come',
  'write-allowed',
  'write-refused',
  'key-refused',
  'app-disabled',
  'app-removed',
  'tenant-gone',
  'addresses-fine',
  'addresses-fine-domains-unknown',
  'addresses-of-other-domains',
  'addresses-unfit',
  'accounts-in-entra',
  'accounts-of-others-on-premises',
  'accounts-on-premises',
  'clashes-to-come',
  'no-clashes',
  'clashes',
] as const
export type ReadinessFinding = (typeof readinessFindings)[number]

export const ReadinessCheck = z.object({
  id: z.enum(readinessIds),
  /** One of `readinessFindings`; where it is none of them or missing, `detail` and `remedy` are all there is to show. */
  finding: z.exactOptional(z.string()),
  /** Names in it: of whoever connected, of permissions that are missing. */
  about: z.exactOptional(z.array(z.string())),
  /** `unknown`: cannot be told yet, or not now; the detail says what it takes. */
  result: z.enum(['ok', 'warn', 'fail', 'unknown']),
  detail: z.string(),
  actor: Actor,
  /** What puts it right. */
  remedy: z.exactOptional(z.string()),
  /** A page that says how. */
  href: z.exactOptional(z.url()),
  people: z.exactOptional(PeopleConcerned),
})
export type ReadinessCheck = z.output<typeof ReadinessCheck>
export const Readiness = z.object({ checks: z.array(ReadinessCheck) })
export type Readiness = z.output<typeof Readiness>
