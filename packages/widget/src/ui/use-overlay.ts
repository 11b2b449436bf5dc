import { enableShadowDOM } from 'react-stately/private/flags/flags'
import { useThemeClass } from '../theme/ThemeRoot.tsx'
import { useFormats, useWidget } from '../widget-context.ts'

/** How everything is drawn that lies over the page: in our theme and language, inside the shadow root if there is one. */
export function useOverlay() {
  // Of our own copy of react-aria: focus and clicks are then looked for inside shadow roots as well.
  enableShadowDOM()
  const themeClass = useThemeClass()
  const { portal } = useWidget()
  const { locale, dir } = useFormats()
  const overlay = {
    // The portal stands outside the element that says which language this is, and which way it is written.
    lang: locale,
    dir,
    ...(portal ? { UNSTABLE_portalContainer: portal } : {}),
  }
  return { themeClass, overlay }
}
