import { readStanding } from '../connection/standing.ts'
import { inCompany } from '../db/tenancy.ts'
import { pullDirectory } from './directory.ts'
import { listPersonIds, notePresence } from './person.store.ts'
import type { PreviewDeps } from './preview.ts'
import { storePeople } from './receive.ts'

/**
 * Reads Plumm's whole directory and looks at everyone, changed or not: the backstop under events and drift. A directory
 * that cannot be read changes nothing, and the people we know are looked at all the same.
 */
export async function fullPass({ companyId }: { companyId: string }, deps: PreviewDeps): Promise<void> {
  const askedAt = deps.now()
  const known = await inCompany(deps.db, companyId, (trx) => listPersonIds(trx, companyId, 'everyone'))
  const directory = await pullDirectory(companyId, known.length, deps.directory)
  if ('fault' in directory)
    deps.log.warn({ companyId, fault: directory.fault.is }, 'the directory could not be read; nothing of it was used')
  await inCompany(deps.db, companyId, async (trx) => {
    const standing = await readStanding(trx, companyId, 'for-update')
    if (standing?.state !== 'active') return
    if ('people' in directory) {
      await storePeople(trx, companyId, directory.people, standing, deps)
      await notePresence(trx, companyId, { presentIds: directory.people.map(({ id }) => id), askedAt })
    }
    await deps.queue.sendPeople(trx, companyId, await listPersonIds(trx, companyId, 'everyone'), { priority: 'sweep' })
  })
}
