import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databaseKinds } from '../databases.ts'
import { tom } from '../people.ts'
import { World } from '../world.ts'

describe.each(databaseKinds)('secrets at rest, on %s', (kind) => {
  let world: World
  beforeAll(async () => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', tom)
    await world.connect()
  })
  afterAll(() => world.close())

  it('no table holds a token, our client secret, or the first password of an account', async () => {
    const [create] = world.emulator.requests({ pattern: 'POST /users' })
    expect(create?.status).toBe(201)
    const { rows: tables } = await sql<{ name: string }>`
      select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'`.execute(world.database.db)
    let everything = ''
    for (const { name } of tables) {
      const { rows } = await sql<{ text: string }>`select t::text as text from ${sql.raw(name)} t`.execute(
        world.database.db,
      )
      everything += rows.map((row) => row.text).join('\n')
    }
    expect(everything).toContain('tom.lee@contoso.com')
    expect(everything).not.toContain(world.emulator.app.clientSecret)
    // A JWT's header and payload both begin so; our own envelopes are JWE and carry no payload anyone can read.
    expect(everything).not.toMatch(/eyJ[\w-]+\.eyJ/)
    expect(everything).not.toMatch(/password/i)
  })

  it('the kept token is an envelope of ours that names its key', async () => {
    const { rows } = await sql<{ sealed: string }>`select sealed from token_cache`.execute(world.database.db)
    const header: unknown = JSON.parse(Buffer.from(rows[0]?.sealed.split('.')[0] ?? '', 'base64url').toString())
    expect(header).toMatchObject({ alg: 'dir', enc: 'A256GCM', kid: 'k1' })
  })
})
