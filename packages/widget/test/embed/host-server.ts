import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join, normalize } from 'node:path'

export interface HostPage {
  html: string
  headers?: Record<string, string>
}

export interface HostServer {
  origin: string
  /** Pages by their path; a test adds its own. */
  pages: Map<string, HostPage>
  close: () => Promise<void>
}

/** The host's own origin: its pages, and the built files. No bundler runs here and nothing comes from elsewhere. */
export async function serveHost(folder: string): Promise<HostServer> {
  const pages = new Map<string, HostPage>()
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host')
    const page = pages.get(pathname)
    if (page) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers }).end(page.html)
      return
    }
    readFile(join(folder, normalize(pathname))).then(
      (body) => response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' }).end(body),
      () => response.writeHead(404).end(),
    )
  })
  server.listen(0, 'localhost')
  await once(server, 'listening')
  const address = server.address()
  return {
    origin: `http://localhost:${typeof address === 'object' && address !== null ? address.port : 0}`,
    pages,
    close: () => new Promise<void>((done) => server.close(() => done()).closeAllConnections()),
  }
}
