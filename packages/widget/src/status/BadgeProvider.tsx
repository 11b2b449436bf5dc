import { useEffect, useMemo, useState } from 'react'
import { createCaller } from '../api/caller.ts'
import { createLive } from '../api/live.ts'
import { type EventOf, parserOf } from '../api/parser.ts'
import type { EntraProviderProps } from '../EntraProvider.tsx'
import { createHost, localeOf, tellFailure } from '../host.ts'
import { deferred } from '../messages/deferred.ts'
import { type BadgeWords, badge } from '../messages/en-gb/badge.ts'
import { type Shelf, useSpoken } from '../messages/use-spoken.ts'
import { type BadgeEnvironment, type WidgetOptions, badgeEnvironment } from '../options.ts'
import { BadgeContext, type Badges } from './badge-context.ts'
import { type Statuses, createStatuses } from './statuses.ts'
import { badgeApi, badgeEvents, badgeProblem } from './wire.ts'

export type BadgeProviderProps = Omit<EntraProviderProps, 'redirectBridgeUrl'>

/** A badge's few words in each language, without the panel's. */
const badgeWords: Shelf<BadgeWords> = {
  'en-GB': badge,
  de: deferred(() => import('../messages/de/badge.ts').then((module) => module.badge)),
  ar: deferred(() => import('../messages/ar/badge.ts').then((module) => module.badge)),
}

/** Put one around the badges of a page: they share a session, one request and one live stream. */
export function BadgeProvider({ children, ...options }: BadgeProviderProps) {
  const { bffUrl, theme, permissions, styleRoot, portal } = options
  const locale = localeOf(options)
  const spoken = useSpoken(locale, badgeWords)

  const [environment] = useState(() => ({ ...badgeEnvironment, ...options.environment }))
  const [host] = useState(() => createHost(options))
  useEffect(() => host.meet(options))

  const statuses = useMemo(
    () => createBadgeStatuses({ bffUrl, ...host.callbacks }, environment),
    [bffUrl, host, environment],
  )
  const badges = useMemo<Badges>(() => {
    const forCard = { bffUrl, redirectBridgeUrl: '', locale, theme, permissions, environment, ...host.callbacks }
    return { statuses, spoken, theme, styleRoot, portal, options: forCard }
  }, [bffUrl, statuses, host, locale, spoken, environment, theme, permissions, styleRoot, portal])

  return <BadgeContext.Provider value={badges}>{children}</BadgeContext.Provider>
}

function createBadgeStatuses(
  { bffUrl, getSessionToken, onEvent }: Pick<WidgetOptions, 'bffUrl' | 'getSessionToken' | 'onEvent'>,
  environment: BadgeEnvironment,
): Statuses {
  const client = createCaller(badgeApi, badgeProblem, {
    bffUrl,
    getSessionToken,
    fetch: environment.fetch,
    onFailure: (failure) => tellFailure(failure, onEvent),
  })
  let state: string | undefined
  const live = createLive<EventOf<typeof badgeEvents>>({
    bffUrl,
    getSessionToken,
    client,
    environment,
    parseEvent: parserOf(badgeEvents),
    onEvent: (event) => {
      switch (event.event) {
        case 'status':
          return event.data.forEach(statuses.put)
        case 'resync':
          return statuses.readAgain()
        case 'connection':
          if (event.data.state === state) return
          if (state !== undefined) statuses.readAgain()
          state = event.data.state
          onEvent?.({ is: 'connection', state: event.data.state })
      }
    },
    onOpen: () => statuses.readAgain(),
  })
  const statuses = createStatuses({ client, environment, live })
  return statuses
}
