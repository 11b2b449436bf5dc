import { createRoot } from 'react-dom/client'
import { EntraAuditDrawer } from './audit/EntraAuditDrawer.tsx'
import { EntraConnection, type EntraConnectionProps } from './connection/EntraConnection.tsx'
import { EntraProvider } from './EntraProvider.tsx'
import type { WidgetOptions } from './options.ts'
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

/** For pages without React: draws into an element of yours, or into a shadow root, which keeps the page's styles out. */
export function mount(target: Element | ShadowRoot, options: MountOptions): Mounted {
  const home = target.getRootNode()
  const shadow = home instanceof ShadowRoot ? home : undefined
  // The page's end is outside the shadow root, and so are its styles: dialogs need a place inside.
  const portal = shadow?.appendChild(document.createElement('div'))
  const place = target instanceof ShadowRoot ? target.appendChild(document.createElement('div')) : target
  const root = createRoot(place)
  const draw = ({ view = { is: 'connection' }, ...provided }: MountOptions) =>
    root.render(
      <EntraProvider {...provided} styleRoot={shadow ?? target.ownerDocument ?? document} portal={portal}>
        <View view={view} />
      </EntraProvider>,
    )
  draw(options)
  return {
    update: draw,
    unmount: () => {
      root.unmount()
      portal?.remove()
      if (place !== target) place.remove()
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
