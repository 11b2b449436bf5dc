import { expect, it } from 'vitest'
import { fakeBrowser } from '../../test/fake-tabs.ts'
import { openLine } from './line.ts'

const tokenOf = (claims: object) => `e30.${btoa(JSON.stringify(claims))}.sig`
const jo = { iss: 'plumm', companyId: 'c-17', sub: 'jo', permissions: ['status:read', 'integrations:read'] }
const ann = { ...jo, sub: 'ann' }

/** A browser whose pages talk to one BFF, on streams that the test speaks on. */
function browsing() {
  const browser = fakeBrowser()
  const streams: { by: string; speak: (text: string) => void; isOver: boolean }[] = []
  let news: (() => void)[] = []
  const tell = () => {
    const told = news
    news = []
    for (const call of told) call()
  }
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await new Promise<void>((resolve) => news.push(resolve))
  }

  function visit(by: string, claims: object | string, { shares = true } = {}) {
    const { page, tabs } = browser.openPage()
    const heard: string[] = []
    const timers: { ms: number; ring: () => void; isCancelled: boolean }[] = []
    const host = { token: typeof claims === 'string' ? claims : tokenOf(claims) }
    const note = (what: string) => {
      heard.push(what)
      tell()
    }
    const leave = openLine({
      bffUrl: 'https://bff.example',
      getSessionToken: async () => host.token,
      client: {
        open: async (_, { signal, onToken } = {}) => {
          onToken?.(host.token)
          return new Response(
            new ReadableStream<Uint8Array>({
              start: (line) => {
                const stream = {
                  by,
                  isOver: false,
                  speak: (text: string) => line.enqueue(new TextEncoder().encode(text)),
                }
                streams.push(stream)
                signal?.addEventListener('abort', () => {
                  stream.isOver = true
                  line.error(new Error('aborted'))
                })
              },
            }),
          )
        },
      },
      environment: {
        random: Math.random,
        tabs: async () => (shares ? tabs : null),
        after: (ms, ring) => {
          const timer = { ms, ring, isCancelled: false }
          timers.push(timer)
          return () => (timer.isCancelled = true)
        },
      },
      onEvent: (name) => note(name ?? 'nameless'),
      onState: note,
    })
    return {
      heard,
      host,
      page,
      leave,
      /** Rings every timer of this length. */
      ring: (ms: number) => {
        for (const timer of timers.splice(0)) {
          if (timer.ms !== ms) timers.push(timer)
          else if (!timer.isCancelled) timer.ring()
        }
      },
      count: (what: string) => heard.filter((said) => said === what).length,
    }
  }
  const open = () => streams.filter(({ isOver }) => !isOver).map(({ by }) => by)
  return { visit, until, streams, open, names: browser.names }
}

const event = 'event: status\ndata: []\n\n'

it('opens one stream for two pages, and both hear it', async () => {
  const { visit, until, streams } = browsing()
  const first = visit('first', jo)
  await until(() => first.heard.includes('open'))
  const second = visit('second', jo)
  await until(() => second.heard.includes('open'))
  streams[0]?.speak(event)
  await until(() => first.heard.includes('status') && second.heard.includes('status'))
  expect(streams.map(({ by }) => by)).toEqual(['first'])
})

it('hands over when the page that held the stream is closed, and all read again', async () => {
  const { visit, until, streams, open } = browsing()
  const first = visit('first', jo)
  await until(() => first.heard.includes('open'))
  // One after the other: who comes next is who asked next.
  const second = visit('second', jo)
  await until(() => second.heard.includes('open'))
  const third = visit('third', jo)
  await until(() => third.heard.includes('open'))
  first.leave()
  await until(() => second.count('open') === 2 && third.count('open') === 2)
  expect(open()).toEqual(['second'])
  streams.at(-1)?.speak(event)
  await until(() => third.heard.includes('status'))
})

it('takes over from a page that has fallen silent, which follows when it wakes', async () => {
  const { visit, until, open } = browsing()
  const first = visit('first', jo)
  await until(() => first.heard.includes('open'))
  const second = visit('second', jo)
  await until(() => second.heard.includes('open'))
  first.page.isFrozen = true
  second.ring(60_000)
  await until(() => second.count('open') === 2)
  expect(open()).toEqual(['second'])
  first.page.isFrozen = false
  second.leave()
  await until(() => first.count('open') === 2)
  expect(open()).toEqual(['first'])
})

it.each([
  ['another user', ann],
  ['another company', { ...jo, companyId: 'c-18' }],
  ['fewer permissions', { ...jo, permissions: ['status:read'] }],
  ['another issuer', { ...jo, iss: 'someone' }],
])('shares nothing with %s', async (_, other) => {
  const { visit, until, streams, open } = browsing()
  const first = visit('first', jo)
  const second = visit('second', other)
  await until(() => first.heard.includes('open') && second.heard.includes('open'))
  streams.find(({ by }) => by === 'first')?.speak(event)
  await until(() => first.heard.includes('status'))
  expect(open().toSorted()).toEqual(['first', 'second'])
  expect(second.heard).not.toContain('status')
})

it('shares nothing where the token cannot be read, or the browser has nothing to share by', async () => {
  const { visit, until, open, names } = browsing()
  const pages = [visit('first', 'opaque'), visit('second', 'opaque'), visit('third', jo, { shares: false })]
  await until(() => pages.every(({ heard }) => heard.includes('open')))
  expect(open().toSorted()).toEqual(['first', 'second', 'third'])
  expect(names()).toEqual([])
})

it('leaves the others when the host signs somebody else in', async () => {
  const { visit, until, streams, open } = browsing()
  const first = visit('first', jo)
  await until(() => first.heard.includes('open'))
  const second = visit('second', jo)
  await until(() => second.heard.includes('open'))
  second.host.token = tokenOf(ann)
  second.ring(45_000)
  await until(() => streams.length === 2)
  expect(open()).toEqual(['first', 'second'])
})

it('never opens a stream in a session that is not the one it shares', async () => {
  const { visit, until, open } = browsing()
  const first = visit('first', jo)
  await until(() => first.heard.includes('open'))
  const second = visit('second', jo)
  await until(() => second.heard.includes('open'))
  second.host.token = tokenOf(ann)
  const third = visit('third', jo)
  await until(() => third.heard.includes('open'))
  first.leave()
  await until(() => second.count('open') === 2 && third.count('open') === 2)
  expect(open().toSorted()).toEqual(['second', 'third'])
})

it('lets go while its page is put away, and comes back', async () => {
  const { visit, until, open } = browsing()
  const first = visit('first', jo)
  await until(() => first.heard.includes('open'))
  first.page.putAway()
  expect(open()).toEqual([])
  first.page.show()
  await until(() => first.count('open') === 2)
  expect(open()).toEqual(['first'])
})

it('names a channel without saying whose it is', async () => {
  const { visit, until, names } = browsing()
  const first = visit('first', jo)
  await until(() => first.heard.includes('open'))
  expect(names()).toEqual([expect.stringMatching(/^plumm-entra\/[A-Za-z0-9+/=]{44}$/)])
})
