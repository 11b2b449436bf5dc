import type { ReactNode } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useFormats, useMessages, useStyles } from '../widget-context.ts'
import { Icon } from './Icon.tsx'
import css from './dialog.css?inline'
import { useOverlay } from './use-overlay.ts'

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
  const { themeClass, overlay } = useOverlay()
  const { audit } = useMessages()
  const { locale } = useFormats()
  useStyles(css)
  return (
    // Its own word for closing, read to those who do not see the cross, is in the language that it is given.
    <I18nProvider locale={locale}>
      <ModalOverlay
        className={`${themeClass} pe-overlay pe-overlay-${kind}`}
        isOpen={isOpen}
        onOpenChange={onOpenChange}
        isDismissable={kind !== 'alertdialog'}
        {...overlay}
      >
        <Modal className={`pe-modal pe-modal-${kind}`}>
          {/* By itself react-aria looks for the title in the document, and a shadow root is not part of it. */}
          <AriaDialog className="pe-dialog" role={kind === 'alertdialog' ? 'alertdialog' : 'dialog'} aria-label={title}>
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
    </I18nProvider>
  )
}
