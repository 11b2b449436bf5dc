import { type MountOptions, type Mounted, mount } from './mount.tsx'
import type { Theme } from './options.ts'

const themes: readonly Theme[] = ['light', 'dark', 'system']

/**
 * Registers the custom element `<plumm-entra bff-url="…" redirect-bridge-url="…">`. Give it its token source as a
 * property, `element.getSessionToken = …`: it draws as soon as it has one, in a shadow root of its own. With `person-id`
 * it is a badge. What `onEvent` hears is dispatched as `entra-event`.
 */
export function defineEntraElement(name = 'plumm-entra'): void {
  if (customElements.get(name)) return
  customElements.define(name, createElementClass())
}

function createElementClass(): CustomElementConstructor {
  // Made when asked for: a server has no HTMLElement, and importing must do nothing.
  return class extends HTMLElement {
    static observedAttributes = ['bff-url', 'redirect-bridge-url', 'locale', 'theme', 'person-id']

    #getSessionToken: MountOptions['getSessionToken'] | undefined
    #mounted: Mounted | undefined

    get getSessionToken(): MountOptions['getSessionToken'] | undefined {
      return this.#getSessionToken
    }
    set getSessionToken(getSessionToken: MountOptions['getSessionToken'] | undefined) {
      this.#getSessionToken = getSessionToken
      this.#draw()
    }

    connectedCallback(): void {
      this.#draw()
    }
    disconnectedCallback(): void {
      this.#mounted?.unmount()
      this.#mounted = undefined
    }
    attributeChangedCallback(): void {
      this.#draw()
    }

    #draw(): void {
      if (!this.isConnected || !this.#getSessionToken) return
      const personId = this.getAttribute('person-id')
      const options: MountOptions = {
        bffUrl: this.getAttribute('bff-url') ?? '',
        redirectBridgeUrl: this.getAttribute('redirect-bridge-url') ?? '',
        getSessionToken: this.#getSessionToken,
        locale: this.getAttribute('locale') ?? undefined,
        theme: themes.find((theme) => theme === this.getAttribute('theme')),
        onEvent: (event) => this.dispatchEvent(new CustomEvent('entra-event', { detail: event })),
        view: personId === null ? { is: 'connection' } : { is: 'badge', personId },
      }
      if (this.#mounted) this.#mounted.update(options)
      else this.#mounted = mount(this, options)
    }
  }
}
