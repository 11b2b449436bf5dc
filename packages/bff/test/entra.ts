import { createEmulator } from '@plumm/entra-emulator'
import { createGraph } from '../src/graph/graph.ts'
import { Secret } from '../src/secret.ts'
import { localBudget } from './local-budget.ts'
import { localTokenCache, neverLooksAgain } from './local-token-cache.ts'
import { type KeptToken, createTokenSource } from '../src/tokens/token-source.ts'

/** The emulator, and our Graph and tokens in front of it; time moves by hand. Consent is given to what `roles` names. */
export async function createEntra({ roles }: { roles?: string[] } = {}) {
  const clock = { now: Date.now() }
  const now = () => clock.now
  const emulator = await createEmulator({ now })
  const tenant = emulator.tenant('contoso.com')
  tenant.grantConsent(roles)
  const kept = new Map<string, KeptToken>()
  const tokens = createTokenSource({
    clientId: emulator.app.clientId,
    credential: { kind: 'secret', secret: new Secret(emulator.app.clientSecret) },
    authorityOrigin: 'https://login.microsoftonline.com',
    scope: 'https://graph.microsoft.com/.default',
    fetch: emulator.fetch,
    now,
    cache: localTokenCache(kept, now),
    sleep: neverLooksAgain,
  })
  let ids = 0
  const graph = createGraph({
    graphOrigin: 'https://graph.microsoft.com',
    fetch: emulator.fetch,
    accessToken: (tenantId, options) => tokens.accessToken(tenantId, options),
    now,
    random: () => 0,
    newId: () => `call-${(ids += 1)}`,
    settle: localBudget(now),
    sleep: () => Promise.resolve(),
  })
  return { emulator, tenant, tokens, kept, clock, graph: graph.forTenant(tenant.id) }
}
