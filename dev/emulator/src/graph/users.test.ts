import { describe, expect, it } from 'vitest'
import { CONTOSO, newUser, testWorld } from '../testing/graph-client.ts'

describe('creating a user (graph-facts §2.3)', () => {
  it('answers 201 with the default properties only', async () => {
    const { graph } = await testWorld()
    const { status, body } = await graph('POST', '/users', newUser('adele', { department: 'Sales' }))
    expect(status).toBe(201)
    expect(Object.keys(body).toSorted()).toEqual(
      [
        '@odata.context',
        'businessPhones',
        'displayName',
        'givenName',
        'id',
        'jobTitle',
        'mail',
        'mobilePhone',
        'officeLocation',
        'preferredLanguage',
        'surname',
        'userPrincipalName',
      ].toSorted(),
    )
  })

  it.each(['accountEnabled', 'displayName', 'mailNickname', 'passwordProfile', 'userPrincipalName'])(
    'insists on %s',
    async (name) => {
      const { graph } = await testWorld()
      const { [name]: _, ...body } = newUser('adele')
      expect(await graph('POST', '/users', body)).toMatchObject({ status: 400, code: 'Request_BadRequest' })
    },
  )

  it.each([
    ['plus+sign@contoso.com', 'InvalidCharacter'],
    ['accént@contoso.com', 'InvalidCharacter'],
    ['dot.@contoso.com', 'InvalidCharacter'],
    ['someone@elsewhere.com', 'InvalidValue'],
    [`${'a'.repeat(65)}@contoso.com`, 'InvalidValue'],
  ])('refuses the sign-in name %s (§2.6 c, d)', async (userPrincipalName, code) => {
    const { graph } = await testWorld()
    const { status, body } = await graph('POST', '/users', newUser('adele', { userPrincipalName }))
    expect(status).toBe(400)
    expect(body.error).toMatchObject({ code: 'Request_BadRequest', details: [{ code, target: 'userPrincipalName' }] })
  })

  it('accepts an apostrophe in a sign-in name, and finds it in a quoted key (§4)', async () => {
    const { graph } = await testWorld()
    await graph('POST', '/users', newUser("o'brien"))
    expect(await graph('GET', "/users('o''brien%40contoso.com')")).toMatchObject({
      status: 200,
      body: { userPrincipalName: "o'brien@contoso.com" },
    })
  })

  it('refuses a weak password (§2.6 e)', async () => {
    const { graph } = await testWorld()
    const weak = newUser('adele', { passwordProfile: { password: 'password' } })
    expect(await graph('POST', '/users', weak)).toMatchObject({ status: 400, code: 'Request_BadRequest' })
  })

  it.each([
    ['employeeId', '12345678901234567'],
    ['usageLocation', 'United Kingdom'],
    ['mailNickname', 'with space'],
    ['mailNickname', 'trailing.'],
    ['businessPhones', ['1', '2']],
    ['jobTitle', ''],
    ['department', 'd'.repeat(65)],
    ['accountEnabled', 'yes'],
  ])('refuses %s = %j, naming the property (§2.3, §2.6 f)', async (name, value) => {
    const { graph } = await testWorld()
    const { status, body } = await graph('POST', '/users', newUser('adele', { [name]: value }))
    expect(status).toBe(400)
    expect(body.error).toMatchObject({ details: [{ code: 'InvalidValue', target: name }] })
  })

  it('refuses a taken sign-in name in any case with 400 ObjectConflict, not 409 (§2.6 a)', async () => {
    const { graph } = await testWorld()
    await graph('POST', '/users', newUser('adele'))
    const { status, body } = await graph('POST', '/users', newUser('ADELE'))
    expect(status).toBe(400)
    expect(body.error).toMatchObject({
      code: 'Request_BadRequest',
      message: 'Another object with the same value for property userPrincipalName already exists.',
      details: [{ code: 'ObjectConflict', target: 'userPrincipalName' }],
      innerError: { date: '2026-11-02T09:00:00' },
    })
  })

  it('refuses a mail that is another object’s address, also one in the recycle bin (§2.4, §2.6 b)', async () => {
    const { graph, emulator } = await testWorld()
    const { id } = emulator.tenant(CONTOSO).addUser({ userPrincipalName: 'old@contoso.com', mail: 'team@contoso.com' })
    emulator.tenant(CONTOSO).deleteUser(id)
    const { status, body } = await graph('POST', '/users', newUser('adele', { mail: 'Team@contoso.com' }))
    expect(status).toBe(400)
    expect(body.error).toMatchObject({
      details: [
        { code: 'ObjectConflict', target: 'proxyAddresses' },
        { code: 'ConflictingObjects', target: id },
      ],
    })
  })
})

describe('updating a user (graph-facts §2.2, §2.3)', () => {
  it('answers 204 and changes what was sent', async () => {
    const { graph, emulator } = await testWorld()
    const { id } = emulator.tenant(CONTOSO).addUser({ userPrincipalName: 'adele@contoso.com', city: 'Leeds' })
    expect(await graph('PATCH', `/users/${id}`, { jobTitle: 'Clerk', city: null })).toMatchObject({ status: 204 })
    expect((await graph('GET', `/users/${id}?$select=jobTitle,city`)).body).toMatchObject({
      jobTitle: 'Clerk',
      city: null,
    })
  })

  it('changes nothing when one property is refused', async () => {
    const { graph, emulator } = await testWorld()
    const { id } = emulator.tenant(CONTOSO).addUser({ userPrincipalName: 'adele@contoso.com' })
    const { status } = await graph('PATCH', `/users/${id}`, { jobTitle: 'Clerk', employeeId: 'far too long a number' })
    expect(status).toBe(400)
    expect(emulator.tenant(CONTOSO).user(id)?.jobTitle).toBeUndefined()
  })

  it.each([
    ['a role holder', { roles: ['Helpdesk Administrator'] }],
    ['a member of a role-assignable group', { isInRoleAssignableGroup: true }],
    ['a user in a restricted administrative unit', { isManagementRestricted: true }],
  ])('refuses sensitive properties of %s with 403, and takes the others (§2.2)', async (_, more) => {
    const { graph, emulator } = await testWorld()
    const { id } = emulator.tenant(CONTOSO).addUser({ userPrincipalName: 'adele@contoso.com', ...more })
    for (const patch of [{ accountEnabled: false }, { mobilePhone: '1' }, { userPrincipalName: 'a@contoso.com' }])
      expect(await graph('PATCH', `/users/${id}`, { ...patch, jobTitle: 'Clerk' })).toMatchObject({
        status: 403,
        code: 'Authorization_RequestDenied',
      })
    expect(await graph('PATCH', `/users/${id}`, { jobTitle: 'Clerk' })).toMatchObject({ status: 204 })
  })

  it('refuses everything about an on-premises user (§2.6 j)', async () => {
    const { graph, emulator } = await testWorld()
    const { id } = emulator
      .tenant(CONTOSO)
      .addUser({ userPrincipalName: 'ad@contoso.com', onPremisesSyncEnabled: true })
    expect(await graph('PATCH', `/users/${id}`, { jobTitle: 'Clerk' })).toMatchObject({
      status: 400,
      code: 'Request_BadRequest',
    })
  })

  it.each([
    [{ onPremisesSyncEnabled: false }, 400],
    [{ proxyAddresses: ['smtp:a@contoso.com'] }, 403],
    [{ passwordProfile: { password: 'xWwvJ]6NMw+bWH-d' } }, 403],
    [{ aboutMe: 'Hi' }, 403],
    [{ aboutMe: 'Hi', jobTitle: 'Clerk' }, 400],
    [{ mail: null }, 400],
    [{ displayName: null }, 400],
    [{ favouriteColour: 'blue' }, 400],
  ])('refuses %j with %i (§2.3, §2.4)', async (patch, status) => {
    const { graph, emulator } = await testWorld()
    const { id } = emulator.tenant(CONTOSO).addUser({ userPrincipalName: 'adele@contoso.com' })
    expect(await graph('PATCH', `/users/${id}`, patch)).toMatchObject({ status })
  })

  it('recalculates addresses on a change of mail and of the sign-in name (§2.3, §2.4)', async () => {
    const { graph, emulator } = await testWorld()
    const { id } = emulator
      .tenant(CONTOSO)
      .addUser({ userPrincipalName: 'adele@contoso.com', mail: 'adele@contoso.com' })
    await graph('PATCH', `/users/${id}`, { userPrincipalName: 'adele.vance@contoso.com' })
    expect(emulator.tenant(CONTOSO).user(id)?.proxyAddresses).toEqual([
      'SMTP:adele@contoso.com',
      'smtp:adele.vance@contoso.com',
    ])
    await graph('PATCH', `/users/${id}`, { mail: 'adele.vance@contoso.com' })
    expect(emulator.tenant(CONTOSO).user(id)?.proxyAddresses).toEqual([
      'SMTP:adele.vance@contoso.com',
      'smtp:adele@contoso.com',
    ])
  })

  it('answers 404 for somebody who is not there (§2.6 h)', async () => {
    const { graph } = await testWorld()
    expect(await graph('PATCH', '/users/ed671625-128b-470c-a40c-972d08197191', { city: 'Leeds' })).toMatchObject({
      status: 404,
      code: 'Request_ResourceNotFound',
      message:
        "Resource 'ed671625-128b-470c-a40c-972d08197191' does not exist or one of its queried reference-property objects are not present.",
    })
  })
})

describe('sessions, deleting and restoring (graph-facts §2.5)', () => {
  it('revokes sessions with 200 and a value', async () => {
    const { graph, emulator } = await testWorld()
    const { id } = emulator.tenant(CONTOSO).addUser({ userPrincipalName: 'adele@contoso.com' })
    expect(await graph('POST', `/users/${id}/revokeSignInSessions`)).toMatchObject({
      status: 200,
      body: { value: true },
    })
    expect(emulator.tenant(CONTOSO).user(id)?.signInSessionsValidFromDateTime).toBe('2026-11-02T09:00:00Z')
  })

  it('keeps a deleted user for 30 days, with the object id in front of the sign-in name', async () => {
    const { graph, emulator, clock } = await testWorld()
    const { id } = emulator.tenant(CONTOSO).addUser({ userPrincipalName: 'adele@contoso.com' })
    expect(await graph('DELETE', `/users/${id}`)).toMatchObject({ status: 204 })
    expect(await graph('GET', `/users/${id}`)).toMatchObject({ status: 404 })
    const deleted = await graph('GET', '/directory/deletedItems/microsoft.graph.user?$select=id,userPrincipalName')
    expect(deleted.body.value).toEqual([{ id, userPrincipalName: `${id.replaceAll('-', '')}adele@contoso.com` }])
    clock.now += 31 * 86_400_000
    expect(await graph('POST', `/directory/deletedItems/${id}/restore`)).toMatchObject({ status: 404 })
  })

  it('restores a deleted user, but not one with a role', async () => {
    const { graph, emulator } = await testWorld()
    const tenant = emulator.tenant(CONTOSO)
    const { id } = tenant.addUser({ userPrincipalName: 'adele@contoso.com' })
    const boss = tenant.addUser({ userPrincipalName: 'boss@contoso.com', roles: ['User Administrator'] })
    expect(await graph('DELETE', `/users/${boss.id}`)).toMatchObject({ status: 403 })
    tenant.deleteUser(boss.id)
    tenant.deleteUser(id)
    expect(await graph('POST', `/directory/deletedItems/${boss.id}/restore`)).toMatchObject({ status: 403 })
    expect(await graph('POST', `/directory/deletedItems/${id}/restore`)).toMatchObject({ status: 200, body: { id } })
    expect(await graph('GET', `/users/adele@contoso.com`)).toMatchObject({ status: 200 })
  })

  it('sets, reads and clears a manager', async () => {
    const { graph, emulator } = await testWorld()
    const tenant = emulator.tenant(CONTOSO)
    const [a, b] = [
      tenant.addUser({ userPrincipalName: 'a@contoso.com' }),
      tenant.addUser({ userPrincipalName: 'b@contoso.com' }),
    ]
    expect(await graph('GET', `/users/${a.id}/manager`)).toMatchObject({
      status: 404,
      code: 'Request_ResourceNotFound',
    })
    const reference = { '@odata.id': `https://graph.microsoft.com/v1.0/users/${b.id}` }
    expect(await graph('PUT', `/users/${a.id}/manager/$ref`, reference)).toMatchObject({ status: 204 })
    expect(await graph('GET', `/users/${a.id}/manager`)).toMatchObject({ body: { id: b.id } })
    const expanded = await graph('GET', `/users?$select=id&$expand=manager($select=id)&$filter=id eq '${a.id}'`)
    expect(expanded.body.value).toEqual([{ id: a.id, manager: { '@odata.type': '#microsoft.graph.user', id: b.id } }])
    expect(await graph('DELETE', `/users/${a.id}/manager/$ref`)).toMatchObject({ status: 204 })
    expect(await graph('GET', `/users/${a.id}/manager`)).toMatchObject({ status: 404 })
  })
})
