import { existsSync } from 'node:fs'
import sparticuz from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** What @sparticuz/chromium switches off for a small cloud function, and an honest test wants on. */
const unwanted =
  /^--(disable-web-security|allow-running-insecure-content|disable-site-isolation-trials|single-process|no-zygote|disable-features=.*|headless.*)$/

/** A real Chromium: the one that comes with the npm package on Linux, an installed one elsewhere. */
export async function launchChromium(): Promise<Browser> {
  const packaged = process.platform === 'linux' ? await sparticuz.executablePath().catch(() => undefined) : undefined
  const executablePath = packaged ?? installed.find((path) => existsSync(path))
  if (executablePath === undefined) throw new Error('No Chromium was found. Install Chrome or Chromium and try again.')
  const args = packaged === undefined ? [] : sparticuz.args.filter((arg) => !unwanted.test(arg))
  const launch = () => chromium.launch({ executablePath, args, ignoreDefaultArgs: ['--disable-popup-blocking'] })
  // Seen once in some fifty starts: this headless build dies of SIGSEGV before it has opened anything.
  return launch().catch((error: unknown) => {
    if (!String(error).includes('SIGSEGV')) throw error
    return launch()
  })
}
