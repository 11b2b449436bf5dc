import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ConnectAttemptStart } from '@plumm/entra-shared'
import { databaseKinds } from '../databases.ts'
import { LinkBrowser, linkOf, makeLink, signedInByLink } from '../link-browser.ts'
import { tom } from '../people.ts'
import { World } from '../world.ts'
import { BFF } from '../config-for.ts'

const admin = 'admin@contoso.com'
const DEAD = { status: 404, title: 'This link does not work.' }

describe.each(databaseKinds)('the pages behind a link, on %s', (kind) => {
  let world: World
  beforeEach(async () => {
    world = await World.create(kind)
    world.directory.northwind.set('tom', tom)
  })
  afterEach(() => world.close())
  const stateNow = async () => (await world.connection()).state
  const atMicrosoft = async (url: string) => {
    const browser = new LinkBrowser(world)
    await browser.open(url)
    await browser.press()
    return browser
  }

  describe('a link that does not work says so in the same words for every reason', () => {
    const deadPage = async (url: string) => {
      const [looked, pressed] = [await new LinkBrowser(world).open(url), await new LinkBrowser(world).open(url, {})]
      expect(looked).toMatchObject(DEAD)
      expect(pressed.text).toBe(looked.text)
      return looked.text
    }

    it('guessed, ended, cancelled, left for a fresh start, used, disconnected', async () => {
      const guessed = await deadPage(`${BFF}/connect/by-link/${'a'.repeat(43)}`)

      const ended = await linkOf(world)
      await world.sleep(72 * 3_600_000)
      expect(await deadPage(ended.url)).toBe(guessed)

      const cancelled = await linkOf(world)
      await world.call('DELETE', `/api/connection/attempts/${cancelled.start.attemptId}`)
      expect(await deadPage(cancelled.url)).toBe(guessed)

      // The company connects otherwise meanwhile: another attempt, by its widget.
      const left = await linkOf(world)
      await world.connectToPreview()
      expect(await deadPage(left.url)).toBe(guessed)
      await world.call('DELETE', '/api/connection')

      const used = await linkOf(world)
      await (await signedInByLink(world, used.url)).press()
      expect(await stateNow()).toBe('preview')
      expect(await deadPage(used.url)).toBe(guessed)
      await world.call('DELETE', '/api/connection')
      expect(await deadPage(used.url)).toBe(guessed)
    })

    it.each(['/connect/sign-in', '/connect/sign-in?state=guessed&code=x', '/connect/sign-in?state=guessed&error=x'])(
      'nor does %s',
      async (path) => {
        expect(await new LinkBrowser(world).open(BFF + path)).toMatchObject(DEAD)
      },
    )

    it('nor does a confirmation that nobody gave out', async () => {
      for (const form of [{}, { key: '' }, { key: 'guessed' }])
        expect(await new LinkBrowser(world).open(`${BFF}/connect/confirm`, form)).toMatchObject(DEAD)
    })
  })

  it('looking at the page, as mail scanners do, begins nothing', async () => {
    const { url } = await linkOf(world)
    const asked = world.emulator.requests().length
    for (let look = 0; look < 3; look += 1)
      expect(await new LinkBrowser(world).open(url)).toMatchObject({ status: 200 })
    expect(world.emulator.requests()).toHaveLength(asked)
  })

  it('a crowd of sign-ins is asked to come back later, and none of them is kept for ever', async () => {
    const { url } = await linkOf(world)
    for (let visit = 0; visit < 20; visit += 1) await atMicrosoft(url)
    expect((await atMicrosoft(url)).page).toMatchObject({ status: 429, title: 'Too many sign-ins at once.' })
    await world.sleep(15 * 60_000)
    expect((await atMicrosoft(url)).page?.title).toBe('Pick an account (emulator)')
  })

  it('only hashes of what opens an attempt are stored, and none of it is logged', async () => {
    const { url } = await linkOf(world)
    const browser = await atMicrosoft(url)
    const state = browser.page?.url.searchParams.get('state') ?? 'none'
    await browser.signIn({ upn: admin })
    const key = /name="key" value="([^"]+)"/.exec(browser.page?.text ?? '')?.[1] ?? 'none'
    const token = url.split('/').at(-1) ?? 'none'
    const stored = JSON.stringify(await everything())
    for (const secret of [token, state, key]) {
      expect(secret).toHaveLength(43)
      expect(stored).not.toContain(secret)
    }
  })

  it('our pages run no scripts, load nothing, sit in no frame, set no cookie, and escape people’s own words', async () => {
    const token = await world.sessionWith({ companyName: '<script>alert(1)</script>' })
    const begun = await world.call('POST', '/api/connection/attempts', { token, body: {} })
    const { attemptId } = ConnectAttemptStart.parse(await begun.json())
    const { url } = await makeLink(world, attemptId)
    const { text, headers } = await new LinkBrowser(world).open(url)
    expect(text).not.toContain('<script')
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self' https:\/\/login/)
    expect(policy).not.toContain('script-src')
    expect(policy).toContain("frame-ancestors 'none'")
    expect(headers.get('set-cookie')).toBeNull()
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  async function everything() {
    const { db } = world.database
    return [
      await db.selectFrom('connect_attempt').selectAll().execute(),
      await db.selectFrom('connect_sign_in').selectAll().execute(),
      await db.selectFrom('audit_entry').selectAll().execute(),
      await db.selectFrom('audit_detail').selectAll().execute(),
    ]
  }
})
