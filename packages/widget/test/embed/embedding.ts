import { chromium } from 'playwright-core'
import { inject, onTestFinished } from 'vitest'
import type { FakeWorld } from '../../../../.storybook/fake-bff.ts'
import { chromiumLaunchOptions } from '../chromium.ts'
import { serveBff } from './bff-server.ts'
import { serveHost } from './host-server.ts'

/** Everything of a host: a browser, its pages on one origin, and the BFF on another. */
export async function embedding(worlds: Record<string, Partial<FakeWorld>> = {}) {
  const host = await serveHost(inject('embedFolder'))
  const bff = await serveBff(() => host.origin, worlds)
  const browser = await chromium.launch(await chromiumLaunchOptions())
  onTestFinished(async () => {
    await browser.close()
    await Promise.all([host.close(), bff.close()])
  })
  const context = await browser.newContext({ viewport: { width: 1100, height: 900 }, locale: 'en-GB' })

  /** Opens a page that has this text, and collects what goes wrong in it. */
  const open = async (
    html: string,
    { path = '/', headers = {} }: { path?: string; headers?: Record<string, string> } = {},
  ) => {
    host.pages.set(path, { html, headers })
    const page = await context.newPage()
    const errors: string[] = []
    page.setDefaultTimeout(10_000)
    page.on('pageerror', (error) => errors.push(error.message))
    await page.goto(`${host.origin}${path}`)
    return { page, errors }
  }
  return { host, bff, context, open }
}

/** A session token that nobody signed: the stories' BFF believes it. */
export function tokenFor(
  claims: { companyId?: string; sub?: string; permissions?: string[]; isOver?: true } = {},
): string {
  const all = {
    iss: 'https://app.plumm.example',
    companyId: 'northwind',
    sub: 'jo',
    permissions: ['status:read', 'integrations:read', 'integrations:manage'],
    ...claims,
  }
  return `e30.${Buffer.from(JSON.stringify(all)).toString('base64url')}.sig`
}

/** The text of a page without a bundler: an import map, and one module script. */
export function plainPage(script: string, { react = 'react-19', head = '', body = '<div id="entra"></div>' } = {}) {
  const imports = {
    react: `/${react}/react.js`,
    'react/jsx-runtime': `/${react}/react-jsx-runtime.js`,
    'react-dom': `/${react}/react-dom.js`,
    'react-dom/client': `/${react}/react-dom-client.js`,
    '@plumm/entra-widget': '/widget/index.js',
    '@plumm/entra-widget/badge': '/widget/badge.js',
  }
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>Host</title>
<script type="importmap">${JSON.stringify({ imports })}</script>
${head}
</head>
<body>
${body}
<script type="module">
${script}
</script>
</body>
</html>`
}
