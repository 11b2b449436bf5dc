import { type Settings, referredPeople } from '@plumm/entra-shared'
import { lostIntents, type AuditRecord } from '../audit/append.ts'
import { readCompany } from '../connection/company.ts'
import { type Standing, readStanding } from '../connection/standing.ts'
import type { Fingerprint } from './vocabulary.ts'
import type { CompanyTrx } from '../db/tenancy.ts'
import type { PersonJob } from '../queue/queue.ts'
import type { FuseEntry } from './fuse.ts'
import { readFuse } from './fuse.store.ts'
import { readAnswers } from './hold.store.ts'
import { readLink } from './link.store.ts'
import { type StoredPerson, emailBelongsToOther, readPerson } from './person.store.ts'
import { readPendingCreate } from './pending-create.store.ts'
import { readApproval } from './preview.store.ts'
import { readReferred } from './references.store.ts'
import type { Link, PendingCreate, Situation } from './situation.ts'

/** All of a situation that our own database knows, read in one transaction. */
export interface Known {
  stored: StoredPerson
  standing: Standing
  link: Link | null
  emailBelongsToOther: boolean
  referred: Situation['referred']
  answers: Situation['answers']
  fuseEntries: FuseEntry[]
  approval: Fingerprint | null
  settings: Settings
  fieldMapping: Situation['fieldMapping']
  lostIntents: AuditRecord[]
  pendingCreate: PendingCreate | null
}

/** Null when there is nothing to do: not connected, not active, or nobody we know. */
export async function readKnown(trx: CompanyTrx, { companyId, personId }: PersonJob): Promise<Known | null> {
  const standing = await readStanding(trx, companyId)
  if (standing?.state !== 'active') return null
  const stored = await readPerson(trx, companyId, personId)
  if (!stored) return null
  const { settings, fieldMapping } = await readCompany(trx, companyId)
  const link = await readLink(trx, companyId, personId, standing.tenantId)
  return {
    stored,
    link,
    standing,
    settings,
    fieldMapping,
    emailBelongsToOther: await emailBelongsToOther(trx, companyId, stored.person, link),
    referred: await readReferred(trx, companyId, standing.tenantId, referredPeople(fieldMapping, stored.person)),
    answers: await readAnswers(trx, companyId, personId, standing.generation),
    fuseEntries: await readFuse(trx, companyId, personId),
    approval: await readApproval(trx, standing.approvedPreviewId, personId),
    lostIntents: await lostIntents(trx, companyId, personId),
    pendingCreate: link ? null : await readPendingCreate(trx, companyId, personId, standing.tenantId),
  }
}
