import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { type Plugin, defineConfig } from 'vite'

const source = (path: string) => fileURLToPath(new URL(`src/${path}`, import.meta.url))

/** What an endpoint does, in words, is for OpenAPI (packages/bff/src/http/openapi.ts); a browser need not load it. */
const withoutSummaries: Plugin = {
  name: 'without-summaries',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('/shared/src/api.ts')) return null
    return { code: code.replaceAll(/\bsummary:\s*'[^'\n]*',/g, "summary: '',"), map: null }
  },
}

/** Words in another language carry it in their name, so that a budget and whoever looks at the network tell them apart. */
function nameOf({ moduleIds }: { moduleIds: readonly string[] }): string {
  const language = moduleIds.map((id) => id.match(/\/messages\/([a-z]{2})\/[^/]+$/)?.[1]).find((found) => found)
  return language === undefined ? 'chunks/[name]-[hash].js' : `chunks/${language}-[name]-[hash].js`
}

/** React is the host's; all else is bundled, and what is not needed at first sight in chunks of its own. */
export default defineConfig({
  plugins: [withoutSummaries, react()],
  // For libraries Vite leaves this to the host's bundler; a page without one has no process.
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    target: 'es2024',
    // The first to know light-dark(). For older ones it would be rewritten to what needs our theme class, and the
    // colour scheme is the host's.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    cssCodeSplit: false,
    reportCompressedSize: false,
    lib: {
      entry: {
        index: source('index.ts'),
        badge: source('badge.ts'),
        'redirect-bridge': source('auth/redirect-bridge.ts'),
      },
      formats: ['es'],
    },
    rolldownOptions: {
      external: [/^react($|\/)/, /^react-dom($|\/)/],
      // For libraries Vite keeps white space; a page that loads this as it is should not pay for it.
      output: { chunkFileNames: nameOf, minify: true },
    },
  },
})
