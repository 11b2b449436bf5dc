import { existsSync, globSync } from 'node:fs'

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
  /^--single-process$/,
  /^--no-zygote$/,
  /^--disable-features=/,
  /^--headless/,
]

/** A real Chromium: the one that comes with the npm package on Linux, an installed one elsewhere. */
export async function chromiumLaunchOptions(): Promise<{ executablePath?: string; args: string[] }> {
  if (process.platform !== 'linux') {
    const found = installed.find((path) => existsSync(path))
    return { args: [], ...(found === undefined ? {} : { executablePath: found }) }
  }
  // A bare machine has no NSS; the package brings it along, but unpacks it only where it thinks it is in a cloud.
  if (globSync('/{usr/,}lib{64,/*,}/libnss3.so').length === 0) process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs24.x'
  const { default: chromium } = await import('@sparticuz/chromium')
  return {
    executablePath: await chromium.executablePath(),
    args: chromium.args.filter((arg) => !unwanted.some((pattern) => pattern.test(arg))),
  }
}
