import type { BadgeEnvironment } from '../options.ts'
import { holderOf } from './session.ts'
import { openSharedStream } from './shared-stream.ts'
import { type StreamOptions, openStream } from './stream.ts'

/** How soon a page notices that its host has signed somebody else in, while another page listens for it. */
const LOOK_AGAIN_MS = 45_000

export interface LineOptions extends Omit<StreamOptions, 'onToken' | 'onLife' | 'environment'> {
  bffUrl: string
  getSessionToken: () => Promise<string>
  environment: Pick<BadgeEnvironment, 'random' | 'after' | 'tabs'>
}

/**
 * The stream, shared with all pages of this browser that talk to the same BFF in the same session: same company, same
 * user, same permissions. Nobody hears what their own session would not tell them; who cannot be told apart hears a
 * stream of their own. Answers how to stop.
 */
export function openLine(options: LineOptions): () => void {
  const { environment, getSessionToken, bffUrl, onState } = options
  let turn = 0
  let stopStream = () => {}
  let stopWatching: (() => void) | null = null
  let cancelLook = () => {}
  let isAway = false

  const halt = () => {
    turn += 1
    cancelLook()
    stopStream()
  }
  /** Begins afresh; what an earlier beginning still waits for is of no interest then. */
  const begin = async (): Promise<void> => {
    halt()
    const mine = turn
    const tabs = await environment.tabs().catch(() => null)
    const holder = tabs && (await getSessionToken().then(holderOf, () => undefined))
    const name = typeof holder === 'string' ? await nameOf(`${bffUrl.replace(/\/+$/, '')} ${holder}`) : null
    if (mine !== turn) return
    if (!tabs) {
      stopStream = openStream(options)
      return
    }
    stopWatching ??= tabs.watchPage({ onAway: leave, onBack: comeBack })
    const check = (token: string) => {
      // Without a session there was no holder; the stream asks for one until there is, and then sees whose it is.
      if (holderOf(token) === holder) return
      beginAgain()
      throw new Error('This session is another one.')
    }
    if (name === null) {
      stopStream = openStream({ ...options, onToken: check })
      return
    }
    const onRefused = () => {
      halt()
      stopStream = openStream(options)
    }
    stopStream = openSharedStream({ ...options, tabs, name, onToken: check, onRefused })
    const look = () => {
      cancelLook = environment.after(LOOK_AGAIN_MS, () => {
        void getSessionToken()
          .then((token) => holderOf(token) === holder)
          .catch(() => false)
          .then((isSame) => mine === turn && (isSame ? look() : beginAgain()))
      })
    }
    look()
  }
  const beginAgain = () => {
    onState('broken')
    void begin()
  }
  const leave = () => {
    isAway = true
    halt()
    onState('broken')
  }
  const comeBack = () => {
    if (!isAway) return
    isAway = false
    void begin()
  }

  void begin()
  return () => {
    halt()
    stopWatching?.()
  }
}

/** Says nothing of whom it stands for, wherever a browser lists its locks. */
async function nameOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return `plumm-entra/${btoa(String.fromCharCode(...new Uint8Array(digest)))}`
}
