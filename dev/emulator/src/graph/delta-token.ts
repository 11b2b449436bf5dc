import { type Json, isObject, isTexts, parseJson } from '../json.ts'
import { DELTA_TOKEN_LIFE_MS } from '../tenant/directory.ts'
import type { GraphCall } from './graph-call.ts'
import { GraphRefusal, refuse } from './graph-refusal.ts'

/** What a token remembers; opaque to clients, who must not add parameters again (graph-facts §5.1). */
export interface DeltaToken {
  tenantId: string
  select: string[] | null
  /** The only users it is about; null for all. */
  ids: string[] | null
  /** Changes after this one are news. */
  seq: number
  issuedAt: number
  epoch: number
  /** A round that goes on over several pages. */
  round?: DeltaRound
}

/** Settled on the first page, so that what changes between two pages is left for the next round. */
export interface DeltaRound {
  isInitial: boolean
  /** The last change that this round is about. */
  upTo: number
  /** Users in the directory when it began. */
  users: number
  /** Nothing older than this is shown, in ms. */
  asOf: number
  /** How far it has come. */
  position: number
}

export function writeToken(token: DeltaToken): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url')
}

/** @throws GraphRefusal when it is not one of ours, another tenant's, or no longer good */
export function readToken({ world, tenant }: GraphCall, text: string): DeltaToken {
  const token = parse(text)
  if (!token || token.tenantId !== tenant.id) throw refuse.malformed('Badly formed token.')
  const { directory } = tenant
  const { number, told } = directory.deltaEpoch()
  if (token.epoch < number && told === 'moved') throw moved(world.graphOrigin, token)
  const isForgotten = token.epoch !== number || token.seq > directory.lastSeq()
  if (isForgotten || token.issuedAt + DELTA_TOKEN_LIFE_MS <= world.now()) throw expired()
  return token
}

function parse(text: string): DeltaToken | undefined {
  const token = parseJson(Buffer.from(text, 'base64url').toString())
  if (!isObject(token)) return undefined
  const { tenantId, select = null, ids = null, seq, issuedAt, epoch } = token
  if (typeof tenantId !== 'string' || !isNumber(seq) || !isNumber(issuedAt) || !isNumber(epoch)) return undefined
  const lists = { select: isTexts(select) ? select : null, ids: isTexts(ids) ? ids : null }
  const round = parseRound(token.round)
  return { tenantId, seq, issuedAt, epoch, ...lists, ...(round && { round }) }
}

function parseRound(round: Json | undefined): DeltaRound | undefined {
  if (!isObject(round)) return undefined
  const { isInitial, upTo, users, asOf, position } = round
  if (!isNumber(upTo) || !isNumber(users) || !isNumber(asOf) || !isNumber(position)) return undefined
  return { isInitial: isInitial === true, upTo, users, asOf, position }
}

function isNumber(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

/** The code for users is not known for sure; this one is among those documented (graph-facts §5.1). */
function expired(): GraphRefusal {
  return new GraphRefusal(
    410,
    'SyncStateNotFound',
    'The sync state generation is not found. The delta token is expired and data must be synchronized again.',
  )
}

/** "410 Gone + Location header with empty $deltatoken", as after maintenance in the tenant (graph-facts §5.1). */
function moved(graphOrigin: string, { select }: DeltaToken): GraphRefusal {
  const chosen = select ? `&$select=${select.join(',')}` : ''
  return new GraphRefusal(410, 'resyncRequired', 'Resync required. The delta token is no longer valid.', {
    headers: { Location: `${graphOrigin}/v1.0/users/delta?$deltatoken=${chosen}` },
  })
}
