import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'

const spaFolder = join(import.meta.dirname, 'spa')
const mediaTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/**
 * Builds Plumm's pages, with the widget from its source, into `outputFolder` and serves them from there: built before
 * anybody looks, so that nothing is ever seen half loaded.
 *
 * @returns Answers a request for a page; every address without a file is the single-page app's.
 */
export async function buildPages(outputFolder: string): Promise<(request: Request) => Promise<Response>> {
  await build({
    root: spaFolder,
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    build: {
      outDir: outputFolder,
      emptyOutDir: true,
      target: 'es2024',
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2000,
      rolldownOptions: {
        input: { index: join(spaFolder, 'index.html'), bridge: join(spaFolder, 'redirect-bridge.html') },
      },
    },
  })
  return async (request) => {
    const { pathname } = new URL(request.url)
    const mediaType = mediaTypes[extname(pathname)]
    const path = mediaType === undefined ? '/index.html' : pathname
    const content = await readFile(join(outputFolder, path)).catch(() => undefined)
    if (content === undefined) return new Response('There is no such page.', { status: 404 })
    const isHashed = path.startsWith('/assets/')
    return new Response(content, {
      headers: {
        'content-type': mediaType ?? 'text/html; charset=utf-8',
        'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-store',
      },
    })
  }
}
