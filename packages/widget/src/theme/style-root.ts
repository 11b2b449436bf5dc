/** Where styles live: the page, or the shadow root that a widget was mounted into. */
export type StyleRoot = Document | ShadowRoot

interface Adopted {
  sheet: CSSStyleSheet
  /** How many parts need it. */
  users: number
}

/** The stylesheets each root has from us; by root, so that they go when the root goes. */
const adopted = new WeakMap<StyleRoot, Map<string, Adopted>>()

/**
 * Adds a stylesheet to a root, once, for as long as somebody needs it; answers how to need it no more. Constructed
 * sheets pass a Content-Security-Policy without `unsafe-inline`, and leave no element behind in the host's page.
 */
export function adoptStyles(root: StyleRoot, css: string): () => void {
  const known = adopted.get(root) ?? new Map<string, Adopted>()
  adopted.set(root, known)
  const entry = known.get(css) ?? newSheet(root, css)
  if (!entry) return () => {}
  known.set(css, entry)
  entry.users += 1
  return () => {
    entry.users -= 1
    // Whoever draws the same again in this moment keeps it.
    queueMicrotask(() => {
      if (entry.users > 0 || known.get(css) !== entry) return
      known.delete(css)
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== entry.sheet)
    })
  }
}

function newSheet(root: StyleRoot, css: string): Adopted | null {
  const view = ('host' in root ? root.ownerDocument : root).defaultView
  if (!view) return null
  const sheet = new view.CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  return { sheet, users: 0 }
}
