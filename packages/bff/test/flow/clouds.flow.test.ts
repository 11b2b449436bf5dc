import { afterEach, describe, expect, it } from 'vitest'
import { startConnecting, untilConsentPage } from '../connecting.ts'
import { databaseKinds } from '../databases.ts'
import { ana, tom } from '../people.ts'
import { World } from '../world.ts'

const clouds = [
  {
    cloud: 'usgov',
    loginOrigin: 'https://login.microsoftonline.us',
    graphOrigin: 'https://graph.microsoft.us',
    adminCenter: 'https://entra.microsoft.us/',
  },
  {
    cloud: 'china',
    loginOrigin: 'https://login.chinacloudapi.cn',
    graphOrigin: 'https://microsoftgraph.chinacloudapi.cn',
    adminCenter: 'https://entra.microsoftonline.cn/',
  },
]

describe.each(databaseKinds)('a national cloud, on %s', (kind) => {
  let world: World
  afterEach(() => world.close())

  it.each(clouds)('$cloud needs one setting: signing in, consent, tokens and Graph are all its own', async (each) => {
    const { cloud, loginOrigin, graphOrigin, adminCenter } = each
    world = await World.create(kind, { ENTRA_CLOUD: cloud }, { loginOrigin, graphOrigin })
    world.directory.northwind.set('tom', tom)
    expect(await startConnecting(world)).toMatchObject({
      authority: `${loginOrigin}/organizations`,
      knownAuthorities: [new URL(loginOrigin).host],
    })
    const { page } = await untilConsentPage(world)
    expect(page.origin).toBe(loginOrigin)
    expect(page.searchParams.get('scope')).toBe(`${graphOrigin}/.default`)

    await world.connect()
    await world.save(ana)
    await world.untilStatus('ana', 'synced')
    expect(world.account(ana.email)).toBeDefined()
    // The card's link leads into this cloud; an ordinary viewer sees no account at all.
    const { accountUrl, entraUserId = 'none' } = await world.status('ana')
    expect(accountUrl?.startsWith(adminCenter) && accountUrl.endsWith(entraUserId)).toBe(true)
    const seen = await world.call('GET', '/api/people/ana/status', { permissions: ['status:read'] })
    expect(await seen.json()).not.toHaveProperty('accountUrl')
    expect([...world.hosts].toSorted()).toEqual([new URL(graphOrigin).host, new URL(loginOrigin).host].toSorted())
  })
})
