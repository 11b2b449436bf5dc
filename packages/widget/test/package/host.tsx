import {
  EntraAuditDrawer,
  EntraConnection,
  EntraProvider,
  EntraStatusBadge,
  type Mounted,
  type WidgetEvent,
  defineEntraElement,
  mount,
  useEntraAudit,
  useEntraConnection,
  useEntraStatus,
} from '@plumm/entra-widget'
import { EntraProvider as BadgeProvider, EntraStatusBadge as Badge } from '@plumm/entra-widget/badge'
import '@plumm/entra-widget/redirect-bridge'

/** A host that uses all there is: dev/checks/widget-gate.ts compiles it with the packed types, for React 18 and 19. */
const options = {
  bffUrl: 'https://entra.plumm.example',
  redirectBridgeUrl: '/entra-redirect.html',
  getSessionToken: async () => 'a token',
  onEvent: (event: WidgetEvent) => {
    const what: string = event.is === 'connection' ? event.state : event.code
    console.info(what)
  },
}

export function Host() {
  return (
    <EntraProvider {...options} theme="system" locale="en-GB">
      <EntraConnection />
      <EntraStatusBadge personId="p-1" card={false} />
      <EntraAuditDrawer isOpen={false} onOpenChange={() => {}} personId="p-1" />
      <Own />
      <BadgeProvider bffUrl="" getSessionToken={options.getSessionToken}>
        <Badge personId="p-1" />
      </BadgeProvider>
    </EntraProvider>
  )
}

function Own() {
  const { data } = useEntraConnection()
  const { data: status } = useEntraStatus('p-1')
  const { entries = [] } = useEntraAudit()
  const tenant: string = data && 'tenant' in data ? data.tenant.name : 'nobody'
  const word: 'synced' | 'other' = status?.status === 'synced' ? 'synced' : 'other'
  return `${tenant} ${word} ${entries.map(({ seq, action }) => `${seq} ${action}`).join()}`
}

export function plain(element: Element): Mounted {
  defineEntraElement()
  return mount(element, { ...options, view: { is: 'badge', personId: 'p-1' } })
}
