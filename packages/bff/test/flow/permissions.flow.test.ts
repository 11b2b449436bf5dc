import { afterEach, describe, expect, it } from 'vitest'
import type { Connection } from '@plumm/entra-shared'
import { databaseKinds } from '../databases.ts'
import { tom } from '../people.ts'
import { World } from '../world.ts'

const HOUR_MS = 3_600_000
const ROLES = 'RoleManagement.Read.Directory'

describe.each(databaseKinds)('what the customer’s IT grants, on %s', (kind) => {
  let world: World
  const start = async () => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', tom)
    world.directory.northwind.set('bea', { ...tom, id: 'bea', email: 'bea@contoso.com', firstName: 'Bea' })
    await world.connect()
    await world.untilJobs('drift', 'created')
  }
  const contoso = () => world.emulator.tenant('contoso.com')
  const isGranted = ({ permissions }: Connection) => permissions.find(({ name }) => name === ROLES)?.granted
  /** A token lives for an hour; the next one says what has changed, and the next round of the watch notices. */
  const noticed = async (granted: boolean) => {
    await world.sleep(HOUR_MS)
    return world.advanceUntil(async () => {
      const connection = await world.connection()
      return isGranted(connection) === granted ? connection : null
    })
  }
  afterEach(() => world.close())

  it('an optional permission taken away turns its feature off, and given again it is back; neither is trouble', async () => {
    await start()
    expect(isGranted(await world.connection())).toBe(true)
    contoso().withdrawConsent([ROLES])
    expect(await noticed(false)).toMatchObject({ state: 'active' })

    // Nobody tells us who is an administrator, so Microsoft has to refuse.
    contoso().assignRole('tom.lee@contoso.com', 'User Administrator')
    await world.save({ id: 'tom', status: 'deactivated' })
    expect(await world.untilStatus('tom', 'blocked')).toMatchObject({ reason: 'write-refused', actor: 'it' })

    contoso().grantConsent([ROLES])
    expect(await noticed(true)).toMatchObject({ state: 'active' })
    contoso().assignRole('bea@contoso.com', 'User Administrator')
    await world.sleep(61_000)
    await world.save({ id: 'bea', status: 'deactivated' })
    expect(await world.untilStatus('bea', 'blocked')).toMatchObject({ reason: 'protected-account', actor: 'it' })

    expect(await world.audit('&action=connection.attention')).toEqual([])
    expect((await world.audit('&action=permissions.changed')).map(({ changes }) => changes)).toEqual([
      [{ field: ROLES, before: 'granted', after: 'not-granted' }],
      [{ field: ROLES, before: 'not-granted', after: 'granted' }],
    ])
  })

  it('a required one taken away is noticed by the watch alone, before any leaver would have been refused', async () => {
    await start()
    contoso().withdrawConsent(['User.ReadWrite.All'])
    await world.sleep(HOUR_MS)
    const stopped = await world.advanceUntil(async () => {
      const connection = await world.connection()
      return connection.state === 'attention' ? connection : null
    })
    expect(stopped).toMatchObject({ attention: { reason: 'permission-missing', actor: 'it', waiting: 0 } })
    expect(stopped.permissions).toMatchObject([
      { name: 'User.ReadWrite.All', granted: false },
      { name: 'User.Read.All', granted: true },
      { name: ROLES, granted: true },
    ])
    contoso().grantConsent()
    await world.advanceUntil(async () => ((await world.connection()).state === 'active' ? true : null))
    expect((await world.connection()).permissions.every(({ granted }) => granted)).toBe(true)
  })

  it('all of it taken back before the first sync is said too, and the preview is made by itself once it is there again', async () => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', tom)
    await world.connectToPreview()
    contoso().withdrawConsent()
    await world.sleep(HOUR_MS)
    await world.call('POST', '/api/connection/preview', { body: {} })
    await world.until(async () => ((await world.connection()).state === 'attention' ? true : null))
    expect(await world.connection()).toMatchObject({ attention: { reason: 'consent-withdrawn' } })
    contoso().grantConsent()
    await world.advanceUntil(async () => ((await world.connection()).state === 'preview' ? true : null))
    expect((await world.previewReady()).people).toBe(1)
  })
})
