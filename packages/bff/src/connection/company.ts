import {
  type FieldMapping,
  Settings,
  defaultFieldMapping,
  defaultSettings,
  readFieldMapping,
} from '@plumm/entra-shared'
import type { CompanyTrx } from '../db/tenancy.ts'

/** What a company has chosen; the defaults for one we have not met. `lock` keeps others from changing it until commit. */
export async function readCompany(
  trx: CompanyTrx,
  companyId: string,
  lock?: 'for-update',
): Promise<{ settings: Settings; fieldMapping: FieldMapping }> {
  let query = trx.selectFrom('company').select(['settings', 'field_mapping']).where('id', '=', companyId)
  if (lock) query = query.forUpdate()
  const row = await query.executeTakeFirst()
  return row
    ? // What was stored before a choice existed gets its default.
      { settings: Settings.parse(row.settings), fieldMapping: readFieldMapping(row.field_mapping) }
    : { settings: defaultSettings, fieldMapping: defaultFieldMapping }
}

/** Makes sure the company has its row, before anything refers to it. */
export async function ensureCompany(trx: CompanyTrx, companyId: string, now: Date): Promise<void> {
  await trx
    .insertInto('company')
    .values({
      id: companyId,
      settings: JSON.stringify(defaultSettings),
      field_mapping: JSON.stringify(defaultFieldMapping),
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function writeSettings(trx: CompanyTrx, companyId: string, settings: Settings): Promise<void> {
  await trx
    .updateTable('company')
    .set({ settings: JSON.stringify(settings) })
    .where('id', '=', companyId)
    .execute()
}

export async function writeFieldMapping(trx: CompanyTrx, companyId: string, fieldMapping: FieldMapping): Promise<void> {
  await trx
    .updateTable('company')
    .set({ field_mapping: JSON.stringify(fieldMapping) })
    .where('id', '=', companyId)
    .execute()
}
