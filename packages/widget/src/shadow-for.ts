/** Shadow roots that we attached, and what shows the element's own content while nothing of ours is in them. */
const slots = new WeakMap<ShadowRoot, HTMLSlotElement>()

/** Where to draw for a target of the host, and how to leave it as it was found. */
export function shadowFor(target: Element | ShadowRoot): { shadow: ShadowRoot; leave: () => void } {
  if (isShadowRoot(target)) return { shadow: target, leave: () => {} }
  const own = target.shadowRoot ? target : withShadow(target)
  const shadow = own.shadowRoot
  if (!shadow) throw new Error('mount() needs an element whose shadow root is open; hand in the ShadowRoot instead.')
  slots.get(shadow)?.remove()
  return {
    shadow,
    leave: () => {
      if (own !== target) return own.remove()
      // A shadow root cannot be taken off again.
      const slot = slots.get(shadow)
      if (slot && shadow.childElementCount === 0) shadow.append(slot)
    },
  }
}

/** By its kind and not by its class, which is another one in another window. */
function isShadowRoot(target: Element | ShadowRoot): target is ShadowRoot {
  return target.nodeType === Node.DOCUMENT_FRAGMENT_NODE
}

/** The element itself where it can have a shadow root, else one inside it: https://dom.spec.whatwg.org/#dom-element-attachshadow */
function withShadow(target: Element): Element {
  const page = target.ownerDocument
  const attach = (element: Element) => {
    slots.set(element.attachShadow({ mode: 'open' }), page.createElement('slot'))
    return element
  }
  try {
    return attach(target)
  } catch {
    return attach(target.appendChild(page.createElement('div')))
  }
}
