import type { AuditDetails, StoredPart } from '../db/tables.ts'
import { canonical, sha256 } from './hashes.ts'

/**
 * What an entry says about people lies beside the chain in parts, each hashed with a salt of its own: who did it, about
 * whom, and every change. So one of them can be erased while the others stay provable, as an SD-JWT discloses some claims
 * and not others (RFC 9901); with its salt gone, nothing can be guessed back from the hash that stays.
 */
export type Part =
  | {
      salt: string
      /** Canonical JSON (RFC 8785). */
      text: string
    }
  | { hash: string }

/** How entries of this shape are hashed; entries from before have no number, and one part. */
export const FORMAT = 2

/**
 * How an entry was hashed, by its canonical text; null: before there were parts. Quotes inside a value are escaped, so
 * this finds the property and nothing else; a text that somebody spoilt fails by its hash.
 */
export function formatOf(canonicalText: string): number | null {
  const [, format] = /"format":(\d+)/.exec(canonicalText) ?? []
  return format === undefined ? null : Number(format)
}

/** A row of `audit_detail`, and how its entry was hashed. */
export interface StoredDetails {
  format: number | null
  salt: string
  details: AuditDetails
  parts: readonly StoredPart[] | null
}

/** Every part of an entry, opened as far as it has not been erased; null: everything was. */
export function openParts({ format, salt, details, parts }: StoredDetails): Part[] | null {
  if (format === null) return salt === '' ? null : [{ salt, text: canonical({ ...details }) }]
  return textsOf(details).map((text, index) => {
    const part = parts?.[index] ?? { salt: saltOf(salt, index) }
    return 'hash' in part ? part : { salt: part.salt, text }
  })
}

/** What the chain keeps of the parts. */
export function hashParts(format: number | null, parts: readonly Part[]): string {
  const hashes = parts.map(hashOf)
  return format === null ? hashes.join() : sha256(...hashes)
}

/** What the chain keeps of new details. */
export function hashDetails(salt: string, details: AuditDetails): string {
  return hashParts(FORMAT, openParts({ format: FORMAT, salt, details, parts: null }) ?? [])
}

/** Which parts of an entry are to go. */
export interface Erasure {
  name: boolean
  change: (change: AuditDetails['changes'][number]) => boolean
}

/**
 * The row without these parts; null when nothing of it is concerned. Who did it stays: that an administrator ordered
 * something is what the log is for, and no part of anybody else's data.
 */
export function eraseParts(
  row: StoredDetails & { format: number },
  erasure: Erasure,
): { details: AuditDetails; parts: StoredPart[] } | null {
  const opened = openParts(row) ?? []
  const { details } = row
  const goes = [false, erasure.name, ...details.changes.map((change) => !change.isErased && erasure.change(change))]
  if (!opened.some((part, index) => goes[index] && !('hash' in part))) return null
  return {
    details: {
      ...details,
      personName: erasure.name ? null : details.personName,
      changes: details.changes.map((change, index) =>
        goes[FIRST_CHANGE + index] ? { field: change.field, before: null, after: null, isErased: true } : change,
      ),
    },
    parts: opened.map((part, index) => (goes[index] || 'hash' in part ? { hash: hashOf(part) } : { salt: part.salt })),
  }
}

/** Actor, name, then the changes. */
const FIRST_CHANGE = 2

/** Whether what people read is what the parts prove; of what was erased nothing may be said. */
export function isSaidBy(format: number | null, parts: readonly Part[] | null, details: AuditDetails): boolean {
  const { personName, changes } = details
  if (parts === null) return personName === null && changes.length === 0
  const texts = format === null ? [canonical({ ...details })] : textsOf(details)
  const isSilent = (index: number) => {
    const change = changes[index - FIRST_CHANGE]
    if (index < FIRST_CHANGE) return index === 1 && personName === null
    return change?.isErased === true && change.before === null && change.after === null && !change.ids
  }
  return (
    parts.length === texts.length &&
    parts.every((part, index) => ('hash' in part ? isSilent(index) : part.text === texts[index]))
  )
}

function textsOf({ actor, personName, changes }: AuditDetails): string[] {
  return [canonical({ actor }), canonical({ personName }), ...changes.map((change) => canonical({ change }))]
}

/** One stored salt opens all parts while all are there; a part's own tells nothing of the others'. */
function saltOf(salt: string, index: number): string {
  return sha256(salt, String(index))
}

function hashOf(part: Part): string {
  return 'hash' in part ? part.hash : sha256(part.salt, part.text)
}
