import { Component, type ReactNode } from 'react'
import { useMessages } from '../widget-context.ts'
import { Notice } from './Notice.tsx'

/** A mistake of ours must not take the host's page with it. A class, because React has no other error boundary. */
export class Guard extends Component<{ children: ReactNode; fallback?: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false }

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true }
  }

  override render(): ReactNode {
    if (!this.state.isBroken) return this.props.children
    return this.props.fallback ?? <Broken />
  }
}

function Broken() {
  const { broken } = useMessages().panel
  return (
    <Notice tone="warn" icon="alert" role="alert">
      <strong>{broken.headline}.</strong> {broken.text}
    </Notice>
  )
}
