import type { ReactNode } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useThemeClass } from '../theme/ThemeRoot.tsx'
import { useMessages, useStyles, useWidget } from '../widget-context.ts'
import { Icon } from './Icon.tsx'
import css from './dialog.css?inline'

export interface DialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  title: string
  /** `alertdialog` for a question that must be answered; `drawer` comes from the side. */
  kind?: 'dialog' | 'alertdialog' | 'drawer'
  children: ReactNode
}

/** A modal on react-aria: focus stays in, Escape closes, focus returns where it came from. */
export function Dialog({ isOpen, onOpenChange, title, kind = 'dialog', children }: DialogProps) {
  const theme = useThemeClass()
  const { audit } = useMessages()
  const { formats, portal } = useWidget()
  useStyles(css)
  return (
    <ModalOverlay
      className={`${theme} pe-overlay pe-overlay-${kind}`}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable={kind !== 'alertdialog'}
      // The portal stands outside the element that says which language this is.
      lang={formats.locale}
      {...(portal ? { UNSTABLE_portalContainer: portal } : {})}
    >
      <Modal className={`pe-modal pe-modal-${kind}`}>
        <AriaDialog className="pe-dialog" role={kind === 'alertdialog' ? 'alertdialog' : 'dialog'}>
          <header className="pe-dialog-head">
            <Heading slot="title" level={2} className="pe-dialog-title">
              {title}
            </Heading>
            {kind !== 'alertdialog' && (
              <button
                type="button"
                className="pe-icon-button"
                aria-label={audit.close}
                onClick={() => onOpenChange(false)}
              >
                <Icon name="close" />
              </button>
            )}
          </header>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
