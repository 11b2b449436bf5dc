import { Component, type ReactNode } from 'react'

/** A mistake of ours must not take the host's page with it. A class, because React has no other error boundary. */
export class Guard extends Component<{ children: ReactNode; fallback: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false }

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true }
  }

  override render(): ReactNode {
    return this.state.isBroken ? this.props.fallback : this.props.children
  }
}
