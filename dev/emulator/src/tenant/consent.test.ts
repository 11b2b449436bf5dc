import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import type { EmulatorOptions } from '../emulator.ts'
import { textOf } from '../json.ts'
import { CONTOSO, testWorld } from '../testing/graph-client.ts'

async function consentWorld(options: EmulatorOptions) {
  const world = await testWorld({ isConsented: false, ...options })
  const { emulator, token } = world
  const ask = async () => {
    const { clientId: client_id, clientSecret: client_secret } = emulator.app
    const scope = 'https://graph.microsoft.com/.default'
    const { body } = await token({ grant_type: 'client_credentials', client_id, client_secret, scope })
    const accessToken = textOf(body.access_token)
    return accessToken === undefined ? body.error_codes : (decodeJwt(accessToken).roles ?? [])
  }
  return { ...world, ask, tenant: emulator.tenant(CONTOSO) }
}

describe('consent that takes a while (graph-facts §6.1)', () => {
  it('is there at once unless asked for', async () => {
    const { ask, tenant } = await consentWorld({})
    tenant.grantConsent()
    expect(await ask()).toHaveLength(3)
  })

  it('gives tokens without the new roles meanwhile', async () => {
    const { ask, tenant, clock } = await consentWorld({ consentDelay: { ms: 30_000 } })
    tenant.grantConsent(['User.Read.All'])
    expect(await ask()).toEqual([])
    clock.now += 30_000
    expect(await ask()).toEqual(['User.Read.All'])
    tenant.grantConsent(['User.ReadWrite.All'])
    expect(await ask()).toEqual(['User.Read.All'])
    clock.now += 30_000
    expect(await ask()).toEqual(['User.Read.All', 'User.ReadWrite.All'])
  })

  it.each([
    ['no-service-principal', 7000229],
    ['unknown-app', 700016],
  ] as const)('or the endpoint does not know the app yet: %s', async (shows, code) => {
    const { ask, tenant, clock } = await consentWorld({ consentDelay: { ms: 30_000, shows } })
    tenant.grantConsent()
    expect(await ask()).toEqual([code])
    clock.now += 30_000
    expect(await ask()).toHaveLength(3)
    tenant.withdrawConsent()
    tenant.grantConsent()
    expect(await ask()).toEqual([])
  })

  it('a permission that the app asks for later is granted by a new consent only', async () => {
    const { ask, tenant, emulator } = await consentWorld({})
    tenant.grantConsent()
    emulator.registration.setRequiredRoles([...emulator.app.requiredRoles, 'Domain.Read.All'])
    expect(await ask()).not.toContain('Domain.Read.All')
    tenant.grantConsent()
    expect(await ask()).toContain('Domain.Read.All')
    tenant.withdrawConsent(['Domain.Read.All'])
    expect(await ask()).not.toContain('Domain.Read.All')
  })
})
