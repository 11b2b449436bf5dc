import type { Permission } from '@plumm/entra-shared'
import type { CompanyName } from './companies.ts'
import type { World } from './world.ts'

export interface LiveMessage {
  event: string
  data: string
}

/** `GET /api/stream` as a browser reads it. Everything that came is kept. */
export interface LiveStream {
  /** Waits until a message like this has come. */
  until(isIt: (message: LiveMessage) => boolean): Promise<LiveMessage>
  messages: readonly LiveMessage[]
  close(): Promise<void>
}

export async function openStream(world: World, as: CompanyName, permissions: Permission[]): Promise<LiveStream> {
  const response = await world.call('GET', '/api/stream', { as, permissions })
  if (!response.ok || !response.body) throw new Error(`No stream: ${response.status}`)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  const messages: LiveMessage[] = []
  let unread = ''
  const readMore = async () => {
    const { value, done } = await reader.read()
    if (done) throw new Error('The stream has ended.')
    const blocks = `${unread}${value}`.split('\n\n')
    unread = blocks.pop() ?? ''
    messages.push(...blocks.flatMap(toMessage))
  }
  await readMore()
  return {
    messages,
    async until(isIt) {
      for (let next = 0; ; next += 1) {
        while (next >= messages.length) await readMore()
        const message = messages[next]
        if (message && isIt(message)) return message
      }
    },
    close: () => reader.cancel(),
  }
}

function toMessage(block: string): LiveMessage[] {
  const field = (name: string) =>
    block
      .split('\n')
      .filter((line) => line.startsWith(`${name}: `))
      .map((line) => line.slice(name.length + 2))
      .join('\n')
  return field('event') === '' ? [] : [{ event: field('event'), data: field('data') }]
}
