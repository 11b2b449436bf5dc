/** Where styles live: the page, or the shadow root that a widget was mounted into. */
export type StyleRoot = Document | ShadowRoot

/** The stylesheets each root has already; by root, so that it goes when the root goes. */
const adopted = new WeakMap<StyleRoot, Set<string>>()

/**
 * Adds a stylesheet to a root, once. Constructed sheets pass a Content-Security-Policy without `unsafe-inline`, and
 * leave no element behind in the host's page.
 */
export function adoptStyles(root: StyleRoot, css: string): void {
  const known = adopted.get(root) ?? new Set<string>()
  if (known.has(css)) return
  adopted.set(root, known.add(css))
  const view = (root instanceof Document ? root : root.ownerDocument).defaultView
  if (!view) return
  const sheet = new view.CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
}
