import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const source = (path: string) => fileURLToPath(new URL(`src/${path}`, import.meta.url))

/** React is the host's; all else is bundled, and what is not needed at first sight in chunks of its own. */
export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2024',
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
      output: { chunkFileNames: 'chunks/[name]-[hash].js', minify: true },
    },
  },
})
