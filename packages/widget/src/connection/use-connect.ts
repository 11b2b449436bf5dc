import { useCallback, useEffect, useReducer, useRef } from 'react'
import { causeOf } from '../api/failure.ts'
import type { MicrosoftWindow } from '../auth/sign-in.ts'
import { preloadSignIn } from '../auth/sign-in.ts'
import { useWidget } from '../widget-context.ts'
import { type Flow, nextFlow } from './connect-flow.ts'

const LOOK_MS = 700

export interface Connect {
  flow: Flow
  /** Starts an attempt and opens Microsoft's window; call it from a click. */
  begin: () => void
  /** Opens the window of the same attempt once more; call it from a click. */
  openAgain: () => void
  /** Starts an attempt that an administrator takes up by a link; with an attempt, another link for that one. */
  ask: (attemptId?: string) => void
  /** Goes on with the attempt in this window, where the browser opens no other. */
  continueHere: (attemptId: string) => void
  /** Gives up, and tells the BFF where there is an attempt to give up. */
  leave: (attemptId?: string) => void
  /** The attempt is connected: from here on the connection speaks for itself. */
  finish: () => void
}

/** This page's part in connecting: Microsoft's window, and the proof from it. */
export function useConnect(): Connect {
  const { core } = useWidget()
  const [flow, step] = useReducer(nextFlow, { is: 'idle' })
  /** Raised by every new beginning: what an earlier one still brings is not listened to. */
  const run = useRef(0)
  const prepared = useRef<{ attemptId: string; microsoft: MicrosoftWindow } | null>(null)

  const open = useCallback(async () => {
    const current = prepared.current
    if (!current) return
    const { attemptId, microsoft } = current
    const mine = (run.current += 1)
    const isCurrent = () => run.current === mine
    step({ did: 'open', attemptId })
    const outcome = await microsoft.open((popup) =>
      watchClosing(popup, core.environment.after, isCurrent, () => step({ did: 'look-closed' })),
    )
    if (!isCurrent()) return
    step({ did: 'answer', attemptId, outcome })
    if (outcome.is !== 'signed-in') {
      if (outcome.is !== 'popup-blocked')
        void core.client.call('cancelAttempt', { id: attemptId }).catch(() => undefined)
      return
    }
    try {
      const attempt = await core.client.call('signIn', { id: attemptId, body: { idToken: outcome.idToken } })
      if (!isCurrent()) return
      core.queryClient.setQueryData(core.queries.attempt(attemptId).queryKey, attempt)
      step({ did: 'prove', attemptId })
    } catch (error) {
      if (isCurrent()) step({ did: 'fail', cause: causeOf(error) })
    }
  }, [core])

  const begin = useCallback(async () => {
    const mine = (run.current += 1)
    prepared.current = null
    step({ did: 'begin' })
    preloadSignIn()
    try {
      const start = await core.client.call('startAttempt', { body: returningTo(core.environment.here()) })
      const microsoft = await core.environment.prepareSignIn(start, core.redirectBridgeUrl)
      if (run.current !== mine) return
      prepared.current = { attemptId: start.attemptId, microsoft }
      await open()
    } catch (error) {
      if (run.current === mine) step({ did: 'fail', cause: causeOf(error) })
    }
  }, [core, open])

  const ask = useCallback(
    async (attemptId?: string) => {
      const mine = (run.current += 1)
      prepared.current = null
      step({ did: 'ask' })
      try {
        const id =
          attemptId ??
          (await core.client.call('startAttempt', { body: returningTo(core.environment.here()) })).attemptId
        const link = await core.client.call('makeLink', { id, body: {} })
        if (run.current === mine) step({ did: 'link', attemptId: id, link })
      } catch (error) {
        if (run.current === mine) step({ did: 'fail', cause: causeOf(error) })
      }
    },
    [core],
  )

  const continueHere = useCallback(
    async (id: string) => {
      const mine = (run.current += 1)
      try {
        const { url } = await core.client.call('makeLink', { id, body: { for: 'this-window' } })
        if (run.current === mine) core.environment.leaveFor(url)
      } catch (error) {
        if (run.current === mine) step({ did: 'fail', cause: causeOf(error) })
      }
    },
    [core],
  )

  const leave = useCallback(
    (attemptId?: string) => {
      run.current += 1
      const given = attemptId ?? prepared.current?.attemptId
      prepared.current = null
      step({ did: 'leave' })
      if (given === undefined) return
      core.client.call('cancelAttempt', { id: given }).then(
        (connection) => core.queryClient.setQueryData(core.queries.connection().queryKey, connection),
        () => core.queryClient.invalidateQueries({ queryKey: core.queries.connection().queryKey }),
      )
    },
    [core],
  )

  // A page that goes away listens to nothing any more; the attempt itself goes on in the BFF.
  useEffect(() => () => void (run.current += 1), [])

  const finish = useCallback(() => step({ did: 'leave' }), [])

  return {
    flow,
    begin: () => void begin(),
    openAgain: () => void open(),
    ask: (attemptId) => void ask(attemptId),
    continueHere: (attemptId) => void continueHere(attemptId),
    leave,
    finish,
  }
}

/** Where Microsoft's pages lead back to when they had to take this window; a page without an address has no way back. */
function returningTo(here: string): { returnTo?: string } {
  return /^https?:/.test(here) ? { returnTo: here } : {}
}

function watchClosing(
  popup: Window,
  after: (ms: number, call: () => void) => () => void,
  isCurrent: () => boolean,
  onClosed: () => void,
): void {
  const look = () => {
    if (!isCurrent()) return
    if (popup.closed) onClosed()
    else after(LOOK_MS, look)
  }
  after(LOOK_MS, look)
}
