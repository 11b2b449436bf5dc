import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import { launchBrowser, openContext } from '../browser.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const pageWith = (html: string) => `data:text/html,${encodeURIComponent(html)}`

/** Headless Chromium lets every window open, so that a test would not notice what a person's browser blocks. */
describe('the guard over windows', () => {
  it('notices one that opens without a click', async () => {
    const { context, guard } = await openContext(browser, {})
    const page = await context.newPage()
    await page.goto(pageWith(`<script>window.open('about:blank#by-itself')</script>`))
    await expect.poll(() => guard.blocked).toEqual(['about:blank#by-itself'])
    await context.close()
  })

  it('lets one through that a click opens', async () => {
    const { context, guard } = await openContext(browser, {})
    const page = await context.newPage()
    await page.goto(pageWith(`<button onclick="window.open('about:blank')">Open</button>`))
    await Promise.all([page.waitForEvent('popup'), page.getByRole('button').click()])
    expect(guard.blocked).toEqual([])
    await context.close()
  })
})
