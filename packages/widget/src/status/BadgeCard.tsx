import type { ComponentProps } from 'react'
import { EntraProvider } from '../EntraProvider.tsx'
import { Spoken } from '../ui/Spoken.tsx'
import { BadgeContext, useBadges } from './badge-context.ts'
import { StatusCard } from './StatusCard.tsx'

/** The card, with the rest of the widget around it where the page has badges only. Their statuses stay the page's own. */
export function BadgeCard(card: ComponentProps<typeof StatusCard>) {
  const badges = useBadges()
  if (!badges.options) return <StatusCard {...card} />
  return (
    <EntraProvider {...badges.options} styleRoot={badges.styleRoot} portal={badges.portal}>
      <BadgeContext.Provider value={badges}>
        <Spoken>
          <StatusCard {...card} />
        </Spoken>
      </BadgeContext.Provider>
    </EntraProvider>
  )
}
