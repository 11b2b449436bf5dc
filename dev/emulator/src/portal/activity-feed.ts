import { html } from 'hono/html'
import type { Activity } from '../tenant/directory.ts'
import type { Tenant } from '../tenant/tenant.ts'
import type { World } from '../world.ts'
import type { Html } from './page.ts'
import { propertyName, timeText, valueText } from './words.ts'

const SHOWN_MAX = 15
/** Of no interest to people. */
const hidden = ['createdDateTime', 'lastPasswordChangeDateTime', 'id', 'mailNickname', 'userType', 'proxyAddresses']

/** Who changed what, newest first: where a person sees an edit put back. */
export function activityFeed(world: World, tenant: Tenant, userId?: string): Html {
  const entries = tenant.directory.activity(userId).slice(0, SHOWN_MAX)
  if (entries.length === 0) return html`<p class="soft">Nothing yet.</p>`
  return html`<ol class="feed">
    ${entries.map(
      (entry) =>
        html`<li>
          <time datetime="${new Date(entry.at).toISOString()}">${timeText(entry.at)}</time>
          <strong>${entry.by === 'admin' ? 'An administrator' : world.app.name}</strong> ${sentence(tenant, entry)}
        </li>`,
    )}
  </ol>`
}

function sentence(tenant: Tenant, { userId, kind, changes }: Activity): Html {
  const name = tenant.directory.newest(userId)?.user.displayName ?? userId
  switch (kind) {
    case 'created':
      return html`created ${name}.`
    case 'deleted':
      return html`deleted ${name}.`
    case 'restored':
      return html`restored ${name}.`
    case 'purged':
      return html`deleted ${name} for good.`
    case 'changed': {
      const shown = changes.filter(({ property }) => !hidden.includes(property))
      const what = shown.map(
        ({ property, before, after }) =>
          html`<br />${propertyName(property)}: ${valueText(before)} → <strong>${valueText(after)}</strong>`,
      )
      return html`changed ${name}. ${what}`
    }
  }
}
