import { createRoot } from 'react-dom/client'
import { EntraAuditDrawer } from './audit/EntraAuditDrawer.tsx'
import { EntraConnection, type EntraConnectionProps } from './connection/EntraConnection.tsx'
import { EntraProvider } from './EntraProvider.tsx'
import type { WidgetOptions } from './options.ts'
import { shadowFor } from './shadow-for.ts'
import { EntraStatusBadge } from './status/EntraStatusBadge.tsx'

/** What to draw: the panel unless said otherwise. */
export type MountView =
  | ({ is: 'connection' } & EntraConnectionProps)
  | { is: 'badge'; personId: string }
  | { is: 'audit'; onClose: () => void; personId?: string | undefined }

export interface MountOptions extends WidgetOptions {
  view?: MountView | undefined
}

export interface Mounted {
  /** Draws with other options; nothing that stays the same starts afresh. */
  update: (options: MountOptions) => void
  unmount: () => void
}

/**
 * For pages without React: draws into a shadow root of your element, where the page's styles do not reach and from
 * where ours do not leave. An element that cannot have one (a list item, say) gets an element inside that can. Hand in a
 * ShadowRoot to have it drawn there.
 */
export function mount(target: Element | ShadowRoot, options: MountOptions): Mounted {
  const { shadow, leave } = shadowFor(target)
  const page = shadow.ownerDocument
  const place = shadow.appendChild(page.createElement('div'))
  // The page's end is outside the shadow root, and so are its styles: dialogs need a place inside.
  const portal = shadow.appendChild(page.createElement('div'))
  const root = createRoot(place)
  const draw = ({ view = { is: 'connection' }, ...provided }: MountOptions) =>
    root.render(
      <EntraProvider {...provided} styleRoot={shadow} portal={portal}>
        <View view={view} />
      </EntraProvider>,
    )
  draw(options)
  return {
    update: draw,
    unmount: () => {
      root.unmount()
      portal.remove()
      place.remove()
      leave()
    },
  }
}

function View({ view }: { view: MountView }) {
  switch (view.is) {
    case 'connection':
      return <EntraConnection log={view.log} onLogChange={view.onLogChange} />
    case 'badge':
      return <EntraStatusBadge personId={view.personId} />
    case 'audit':
      return <EntraAuditDrawer isOpen onOpenChange={(isOpen) => !isOpen && view.onClose()} personId={view.personId} />
  }
}
