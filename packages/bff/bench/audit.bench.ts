import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Measurement, perSecond } from '../../../dev/checks/measurement.ts'
import { type AuditRecord, appendAudit } from '../src/audit/append.ts'
import { ensureCompany } from '../src/connection/company.ts'
import { openPglite } from '../src/db/database.ts'
import { inCompany } from '../src/db/tenancy.ts'

const COMPANY = 'northwind'
const BATCH = 50
const ink = { now: () => new Date(), newSalt: () => '00112233445566778899aabbccddeeff' }

const record: AuditRecord = {
  action: 'user.updated',
  outcome: 'succeeded',
  actor: { kind: 'sync', name: null },
  personId: 'p-1042',
  personName: 'Ana Ruiz',
  entraUserId: '7f0c3c3e-0000-4000-8000-000000001042',
  changes: [{ field: 'jobTitle', before: 'Engineer', after: 'Team lead' }],
}

/** How fast the log grows on PGlite in a folder, where every commit reaches the disk. */
export async function measure(): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'plumm-bench-'))
  const database = await openPglite({ folder })
  const append = (records: AuditRecord[]) =>
    inCompany(database.db, COMPANY, (trx) => appendAudit(trx, COMPANY, records, ink))
  try {
    await inCompany(database.db, COMPANY, (trx) => ensureCompany(trx, COMPANY, new Date()))
    const empty = await perSecond(() => inCompany(database.db, COMPANY, async () => {}))
    const one = await perSecond(() => append([record]))
    const many = await perSecond(() => append(Array.from({ length: BATCH }, () => record)))
    return [
      { name: 'audit entries, one a commit, PGlite', value: one, unit: '/s' },
      { name: `audit entries, ${BATCH} a commit, PGlite`, value: many * BATCH, unit: '/s' },
      { name: 'an audit entry, in empty transactions', value: empty / one, unit: '×' },
    ]
  } finally {
    await database.close()
    await rm(folder, { recursive: true, force: true })
  }
}
