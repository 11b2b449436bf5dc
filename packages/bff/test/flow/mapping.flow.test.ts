import { afterEach, describe, expect, it } from 'vitest'
import { FieldMapping, type FieldRule, Problem, defaultFieldMapping } from '@plumm/entra-shared'
import { databaseKinds } from '../databases.ts'
import { tom } from '../people.ts'
import { World } from '../world.ts'

/** The default mapping with some rules in the place of those for their fields. */
const withRules = (...changed: FieldRule[]) => ({
  ...defaultFieldMapping,
  rules: [
    ...defaultFieldMapping.rules.filter((rule) => changed.every(({ target }) => target !== rule.target)),
    ...changed,
  ],
})
const titleIs = (constant: string) =>
  withRules({ target: 'jobTitle', source: { constant }, write: 'always', whenEmpty: 'leave' })

describe.each(databaseKinds)('the field mapping, on %s', (kind) => {
  let world: World
  const start = async (changes: Record<string, unknown> = {}) => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', { ...tom, role: 'Cook', ...changes })
  }
  const put = (body: unknown) => world.call('PUT', '/api/field-mapping', { body })
  const preview = (body: unknown) => world.call('POST', '/api/connection/preview', { body })
  const activate = (previewId: string) => world.call('POST', '/api/connection/activate', { body: { previewId } })
  const current = async () => FieldMapping.parse(await (await world.call('GET', '/api/field-mapping')).json())
  const untilTitle = (title: string) =>
    world.until(() => Promise.resolve(world.account('tom.lee@contoso.com')?.jobTitle === title ? true : null))
  afterEach(() => world.close())

  it('changed: everyone is looked at, the log says field by field what changed, and the revision grows', async () => {
    await start()
    await world.connect()
    const saved = FieldMapping.parse(await (await put(titleIs('Staff'))).json())
    expect(saved.revision).toBe(2)
    await untilTitle('Staff')
    const [entry] = await world.audit('&action=field-mapping.changed')
    expect(entry?.actor.kind).toBe('plumm-user')
    expect(entry?.changes.filter(({ field }) => field !== 'fieldMapping')).toEqual([
      { field: 'revision', before: '1', after: '2' },
      { field: 'jobTitle', before: 'role, cleared when empty', after: '“Staff”, left alone when empty' },
    ])
    const again = FieldMapping.parse(await (await put({ ...titleIs('Staff'), revision: 2 })).json())
    expect(again.revision).toBe(2)
    expect(await world.audit('&action=field-mapping.changed')).toHaveLength(1)
  })

  it('changed during a pause: nobody is forgotten', async () => {
    await start()
    await world.connect()
    await world.call('POST', '/api/connection/pause')
    await put(titleIs('Staff'))
    expect((await world.status('tom')).status).toBe('pending')
    await world.call('POST', '/api/connection/resume')
    await untilTitle('Staff')
  })

  it('changed by two people at once: the second one is told', async () => {
    await start()
    const mine = await current()
    expect((await put({ ...titleIs('Theirs'), revision: mine.revision })).status).toBe(200)
    const refused = await put({ ...titleIs('Mine'), revision: mine.revision })
    expect(refused.status).toBe(409)
    expect(Problem.parse(await refused.json())).toMatchObject({ code: 'conflict' })
  })

  it('that cannot work is refused by rule and reason, in the preview as well, and changes nothing', async () => {
    await start()
    await world.connect()
    const impossible = withRules(
      { target: 'jobTitle', source: { copy: 'title' }, write: 'always', whenEmpty: 'clear' },
      { target: 'usageLocation', source: { copy: 'location.country' }, write: 'always', whenEmpty: 'clear' },
    )
    for (const response of [await put(impossible), await preview({ fieldMapping: impossible })]) {
      expect(response.status).toBe(422)
      const problem = Problem.parse(await response.json())
      expect(problem).toMatchObject({ code: 'mapping-unworkable', actor: 'hr' })
      expect(problem.issues).toEqual([
        { path: 'rules.15.source.copy', message: expect.stringMatching(/^Rule 16, Job title: Plumm has no “title”/) },
        { path: 'rules.16.whenEmpty', message: expect.stringMatching(/^Rule 17, Usage location: Entra does not let/) },
      ])
    }
    expect(await current()).toMatchObject({ revision: 1, rules: defaultFieldMapping.rules })
  })

  it('of an older version of the document is understood, sent or stored', async () => {
    await start()
    const { rules } = titleIs('Staff')
    expect((await put({ version: 1, rules })).status).toBe(200)
    const { scope, exclusions } = defaultFieldMapping
    expect(await current()).toEqual({ version: 2, revision: 2, rules, scope, exclusions })
  })

  it('sent without exclusions keeps those in force: nobody loses their protection to a page that does not know of them', async () => {
    await start()
    await world.connect()
    const exclusions = { people: [], accounts: ['tom.lee@contoso.com'] }
    await put({ ...defaultFieldMapping, exclusions })
    await world.untilStatus('tom', 'excluded')
    const { version, rules } = titleIs('Staff')
    expect((await put({ version, rules })).status).toBe(200)
    expect(await current()).toMatchObject({ revision: 3, exclusions })
    const [entry] = await world.audit('&action=field-mapping.changed')
    expect(entry?.changes).toContainEqual({
      field: 'exclusions',
      before: null,
      after: 'accounts: tom.lee@contoso.com',
    })
  })

  it('makes a preview of the former one stale', async () => {
    await start()
    const { previewId } = await world.connectToPreview()
    await put(titleIs('Staff'))
    expect(await (await world.call('GET', '/api/connection/preview')).json()).toMatchObject({ state: 'stale' })
    const refused = await activate(previewId)
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({ code: 'preview-stale' })
  })

  it('can be seen in a preview before it is saved; that can be approved only afterwards', async () => {
    await start()
    await world.connect()
    await preview({ fieldMapping: titleIs('Staff') })
    const proposed = await world.previewReady()
    expect(proposed).toMatchObject({ state: 'ready', mapping: 'unsaved' })
    expect(proposed.rows[0]?.changes).toEqual([{ field: 'jobTitle', before: 'Cook', after: 'Staff' }])

    const tooEarly = await activate(proposed.previewId)
    expect(tooEarly.status).toBe(409)
    expect(Problem.parse(await tooEarly.json())).toMatchObject({
      code: 'preview-stale',
      detail: expect.stringContaining('not saved'),
    })
    expect(world.account('tom.lee@contoso.com')?.jobTitle).toBe('Cook')

    await put(titleIs('Staff'))
    expect(await world.previewReady()).toMatchObject({ mapping: 'saved' })
    expect((await activate(proposed.previewId)).status).toBe(200)
    await untilTitle('Staff')
  })

  it('brings the cost centre over, and leaves the division that stands beside it', async () => {
    await start({ costCenter: 'CC-7' })
    world.emulator.tenant('contoso.com').addUser({
      userPrincipalName: 'tom.lee@contoso.com',
      displayName: 'Tom Lee',
      employeeOrgData: { division: 'North', costCenter: 'CC-1' },
    })
    await world.connect()
    const orgData = () => world.account('tom.lee@contoso.com')?.employeeOrgData
    expect(orgData()).toEqual({ division: 'North', costCenter: 'CC-7' })
    const [entry] = await world.audit('&personId=tom&action=user.updated')
    expect(entry?.changes.map(({ field }) => field)).not.toContain('division')
    // An HR that does not keep cost centres must not empty those that IT keeps.
    await world.save({ id: 'tom', costCenter: null, role: 'Chef' })
    await untilTitle('Chef')
    expect(orgData()).toEqual({ division: 'North', costCenter: 'CC-7' })
  })

  it('a value that Entra refuses after all blocks its field; the rest of the person is in step', async () => {
    await start()
    await world.connect()
    const refuse = (property: string) => ({
      status: 400,
      code: 'Request_BadRequest',
      message: `Invalid value specified for property '${property}' of resource 'User'.`,
    })
    world.emulator.failNext('PATCH /users/{id}', refuse('employeeOrgData'))
    await world.save({ id: 'tom', costCenter: '☃', role: 'Chef' })
    const problems = [{ field: 'costCenter', code: 'value-refused', actor: 'hr' }]
    expect((await world.untilStatus('tom', 'blocked')).problems).toEqual(problems)
    expect(world.account('tom.lee@contoso.com')).toMatchObject({ jobTitle: 'Chef' })

    world.emulator.failNext('POST /users', refuse('employeeOrgData'))
    await world.save({ ...tom, id: 'ana', email: 'ana@contoso.com', costCenter: '☃', version: 1 })
    expect((await world.untilStatus('ana', 'blocked')).problems).toEqual(problems)
    expect(world.account('ana@contoso.com')).toMatchObject({ givenName: 'Tom', accountEnabled: true })
  })
})
