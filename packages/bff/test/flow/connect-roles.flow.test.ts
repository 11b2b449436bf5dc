import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inCompany } from '../../src/db/tenancy.ts'
import { answerOf, handOver, idTokenFor, startConnecting, watchAttempt } from '../connecting.ts'
import { databaseKinds } from '../databases.ts'
import { tom } from '../people.ts'
import { World } from '../world.ts'

const ROLE_ASSIGNMENTS = 'GET /roleManagement/directory/roleAssignments'

describe.each(databaseKinds)('an ID token that says nothing of roles, on %s', (kind) => {
  let world: World
  beforeEach(async () => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', tom)
  })
  afterEach(() => world.close())
  const contoso = () => world.emulator.tenant('contoso.com')
  const signInAs = async (user: string) => {
    const attempt = await startConnecting(world)
    const token = await idTokenFor(world, attempt, { user, claims: { wids: undefined } })
    const answer = await answerOf(await handOver(world, attempt.attemptId, token))
    return { answer, attempt: await watchAttempt(world, attempt.attemptId), attemptId: attempt.attemptId, token }
  }
  const keptTokens = () =>
    inCompany(world.database.db, 'northwind', (trx) =>
      trx.selectFrom('token_cache').select('tenant_id').where('company_id', '=', 'northwind').execute(),
    )

  it.each(['Global Administrator', 'Privileged Role Administrator'])(
    'of a %s: the directory is asked, and says so',
    async (role) => {
      contoso().grantConsent()
      contoso().addUser({ userPrincipalName: 'it@contoso.com', displayName: 'Iris Tan', roles: [role] })
      expect(await signInAs('it@contoso.com')).toMatchObject({ answer: '200', attempt: { state: 'connected' } })
      const asked = world.emulator.requests({ pattern: ROLE_ASSIGNMENTS }).map(({ path }) => decodeURIComponent(path))
      expect(asked[0]).toContain(`principalId eq '${contoso().user('it@contoso.com')?.id}'`)
    },
  )

  it.each([
    ['somebody with no role', []],
    ['a User Administrator', ['User Administrator']],
    ['an Application Administrator, who may not grant this either', ['Application Administrator']],
  ])('of %s, in a directory that has consented long ago: refused, logged, and nothing kept', async (_who, roles) => {
    contoso().grantConsent()
    contoso().addUser({ userPrincipalName: 'em@contoso.com', displayName: 'Em Ploy', roles })
    expect(await signInAs('em@contoso.com')).toMatchObject({
      answer: '422 not-an-administrator',
      attempt: { state: 'refused', refusal: { code: 'not-an-administrator' } },
    })
    expect((await world.connection()).state).toBe('disconnected')
    expect((await world.audit()).at(-1)).toMatchObject({
      action: 'connection.sign-in-refused',
      actor: { kind: 'entra-admin', name: 'Em Ploy (em@contoso.com)' },
      changes: [{ after: 'not-an-administrator' }],
    })
    expect(await keptTokens()).toEqual([])
  })

  it('before any consent: refused with the reason, for nobody lets us look', async () => {
    const { answer, attempt } = await signInAs('admin@contoso.com')
    expect(answer).toBe('422 roles-unknown')
    expect(attempt.refusal?.detail).toContain('has given Plumm no permission yet')
    expect(world.emulator.requests({ pattern: ROLE_ASSIGNMENTS })).toEqual([])
  })

  it('where IT did not grant the optional permission: refused with the reason', async () => {
    contoso().grantConsent(['User.ReadWrite.All', 'User.Read.All'])
    const { answer, attempt } = await signInAs('admin@contoso.com')
    expect(answer).toBe('422 roles-unknown')
    expect(attempt.refusal?.detail).toContain('has not granted RoleManagement.Read.Directory')
    expect(await keptTokens()).toEqual([])
  })

  it('while Graph is away nobody is called a liar: the same token works a moment later', async () => {
    contoso().grantConsent()
    world.emulator.failNext(ROLE_ASSIGNMENTS, { status: 503 })
    const first = await signInAs('admin@contoso.com')
    expect(first).toMatchObject({ answer: '502 entra-unreachable', attempt: { state: 'signing-in' } })
    expect(await answerOf(await handOver(world, first.attemptId, first.token))).toBe('200')
    expect((await world.connection()).state).toBe('preview')
  })

  it('of another directory than the connected one: refused before its roles are asked for', async () => {
    await world.connect()
    contoso().disableApp()
    await world.sleep(3_600_000)
    await world.save({ id: 'ana', email: 'ana.ruiz@contoso.com', firstName: 'Ana', lastName: 'Ruiz' })
    await world.until(async () => ((await world.connection()).state === 'attention' ? true : null))
    const fabrikam = world.emulator.tenant('fabrikam.com')
    fabrikam.grantConsent()
    const attempt = await startConnecting(world)
    const token = await idTokenFor(world, attempt, { claims: { wids: undefined } }, 'tailspin')
    expect(await answerOf(await handOver(world, attempt.attemptId, token))).toBe('409 other-tenant')
    expect(world.emulator.requests().filter(({ tenantId }) => tenantId === fabrikam.id)).toEqual([])
  })
})
