import type { Tabs } from '../src/api/tabs.ts'

interface Candidate {
  told: Parameters<Tabs['lead']>[1]
}

/** A browser's locks and channels, and the life of its pages, without a browser. Messages arrive a moment later. */
export function fakeBrowser() {
  const queues = new Map<string, Candidate[]>()
  const channels = new Map<string, Set<(message: unknown) => void>>()

  const queueOf = (name: string) => {
    const queue = queues.get(name) ?? []
    queues.set(name, queue)
    return queue
  }
  const channelOf = (name: string) => {
    const members = channels.get(name) ?? new Set()
    channels.set(name, members)
    return members
  }

  /** One page of it. `isFrozen` pages neither speak nor hear, and keep what they hold. */
  function openPage() {
    const page = { isFrozen: false, putAway: () => {}, show: () => {} }
    const tabs: Tabs = {
      lead: (name, told, how) => {
        const queue = queueOf(name)
        const me = { told }
        const before = queue[0]
        if (how?.steal) queue.splice(0, before ? 1 : 0, me)
        else queue.push(me)
        if (queue[0] === me) queueMicrotask(() => queue[0] === me && told.onElected())
        if (how?.steal) before?.told.onLost('stolen')
        return () => {
          const wasFirst = queue[0] === me
          if (queue.includes(me)) queue.splice(queue.indexOf(me), 1)
          const [next] = queue
          if (wasFirst && next) queueMicrotask(() => queue[0] === next && next.told.onElected())
        }
      },
      join: (name, onMessage) => {
        const members = channelOf(name)
        const hear = (message: unknown) => page.isFrozen || onMessage(message)
        members.add(hear)
        return {
          post: (message) => {
            if (page.isFrozen) return
            for (const member of members)
              if (member !== hear) queueMicrotask(() => members.has(member) && member(structuredClone(message)))
          },
          leave: () => members.delete(hear),
        }
      },
      watchPage: ({ onAway, onBack }) => {
        page.putAway = onAway
        page.show = onBack
        return () => (page.putAway = page.show = () => {})
      },
    }
    return { page, tabs }
  }
  return { openPage, names: () => [...channels.keys()] }
}
