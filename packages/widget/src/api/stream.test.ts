import { streamEvents } from '@plumm/entra-shared'
import { expect, it } from 'vitest'
import { parserOf } from './parser.ts'
import { openStream, pauseBefore } from './stream.ts'

const parseEvent = parserOf(streamEvents)

it('doubles the pause with every failure up to half a minute, half of it chance', () => {
  expect(pauseBefore(0, 1_000, 0)).toBe(500)
  expect(pauseBefore(0, 1_000, 0.999)).toBeCloseTo(1_000, -1)
  expect(pauseBefore(3, 1_000, 1)).toBe(8_000)
  expect(pauseBefore(40, 1_000, 1)).toBe(30_000)
})

it('leaves out what it does not know or understand', () => {
  expect(parseEvent('weather', '{}')).toBeNull()
  expect(parseEvent(undefined, '{}')).toBeNull()
  expect(parseEvent('status', 'not json')).toBeNull()
  expect(parseEvent('status', '[{"personId":1}]')).toBeNull()
  expect(parseEvent('progress', '{"done":1,"total":2,"etaSeconds":null}')).toEqual({
    event: 'progress',
    data: { done: 1, total: 2, etaSeconds: null },
  })
})

/** A stream with a line that the test speaks on, and timers that the test lets ring. */
function listening() {
  const requests: Record<string, string>[] = []
  const heard: string[] = []
  const timers: { ms: number; ring: () => void; isCancelled: boolean }[] = []
  let speak: (text: string) => void = () => {}
  let hangUp = () => {}
  const news: (() => void)[] = []
  const told = () => {
    for (const call of news.splice(0)) call()
  }
  const stop = openStream({
    client: {
      open: async (_, { headers = {}, signal } = {}) => {
        requests.push(headers)
        const body = new ReadableStream<Uint8Array>({
          start: (line) => {
            speak = (text) => line.enqueue(new TextEncoder().encode(text))
            hangUp = () => line.close()
            signal?.addEventListener('abort', () => line.error(new Error('aborted')))
          },
        })
        return new Response(body)
      },
    },
    environment: {
      random: () => 1,
      after: (ms, ring) => {
        const timer = { ms, ring, isCancelled: false }
        timers.push(timer)
        return () => (timer.isCancelled = true)
      },
    },
    onEvent: (event) => {
      heard.push(event ?? 'nameless')
      told()
    },
    onState: (state) => {
      heard.push(state)
      told()
    },
  })
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await new Promise<void>((resolve) => news.push(resolve))
  }
  return {
    requests,
    heard,
    timers,
    until,
    stop,
    speak: (text: string) => speak(text),
    hangUp: () => hangUp(),
    ring: (ms: number) => timers.findLast((timer) => timer.ms === ms && !timer.isCancelled)?.ring(),
  }
}

it('hears events, even one that arrives in two pieces', async () => {
  const line = listening()
  await line.until(() => line.heard.includes('open'))
  line.speak('event: resync\nda')
  line.speak('ta: {}\n\n')
  await line.until(() => line.heard.includes('resync'))
  expect(line.heard).toEqual(['open', 'resync'])
  line.stop()
})

it('comes back after a break, says where it stopped, and keeps to the pause it was told', async () => {
  const line = listening()
  await line.until(() => line.heard.includes('open'))
  line.speak('retry: 4000\n\nid: 17\nevent: resync\ndata: {}\n\n')
  await line.until(() => line.heard.includes('resync'))
  line.hangUp()
  await line.until(() => line.heard.includes('broken'))
  line.ring(4_000)
  await line.until(() => line.heard.filter((said) => said === 'open').length === 2)
  expect(line.requests.map((headers) => headers['last-event-id'])).toEqual([undefined, '17'])
  line.stop()
})

it('gives a line up that has been silent for too long', async () => {
  const line = listening()
  await line.until(() => line.heard.includes('open'))
  line.ring(90_000)
  await line.until(() => line.heard.includes('broken'))
  expect(line.heard).toEqual(['open', 'broken'])
  line.stop()
})
