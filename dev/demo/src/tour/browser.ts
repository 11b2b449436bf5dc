import { existsSync } from 'node:fs'
import sparticuz from '@sparticuz/chromium'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core'

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** What @sparticuz/chromium switches off for a small cloud function, and an honest test wants on. */
const unwanted = [
  /^--disable-web-security$/,
  /^--allow-running-insecure-content$/,
  /^--disable-site-isolation-trials$/,
  /^--single-process$/,
  /^--no-zygote$/,
  /^--disable-features=/,
  /^--headless/,
]

/** A real Chromium: the one that comes with the npm package on Linux, an installed one elsewhere. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath =
    process.platform === 'linux' ? await sparticuz.executablePath().catch(() => undefined) : undefined
  const found = executablePath ?? installed.find((path) => existsSync(path))
  if (found === undefined) throw new Error('No Chromium was found. Install Chrome or Chromium and try again.')
  const args =
    executablePath === undefined ? [] : sparticuz.args.filter((arg) => !unwanted.some((pattern) => pattern.test(arg)))
  // Playwright switches the popup blocker off; the product has to live with it.
  const launch = () => chromium.launch({ executablePath: found, args, ignoreDefaultArgs: ['--disable-popup-blocking'] })
  // Seen once in some fifty starts: this headless build dies of SIGSEGV before it has opened anything.
  return launch().catch((error: unknown) => {
    if (!String(error).includes('SIGSEGV')) throw error
    return launch()
  })
}

const PAGE_MS = 15_000

/** Windows that a page opened without a click of its own: real browsers block those. */
export interface WindowGuard {
  blocked: string[]
}

export async function openContext(
  browser: Browser,
  options: BrowserContextOptions,
): Promise<{ context: BrowserContext; guard: WindowGuard }> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'en-GB', ...options })
  context.setDefaultTimeout(PAGE_MS)
  const guard: WindowGuard = { blocked: [] }
  await context.exposeFunction('plummTourBlocked', (url: string) => guard.blocked.push(url))
  // In the page's own words: it cannot see our variables.
  await context.addInitScript(`{
    const open = window.open
    window.open = function (...args) {
      if (!navigator.userActivation.isActive) window.plummTourBlocked(String(args[0]))
      return open.apply(window, args)
    }
  }`)
  return { context, guard }
}
