import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { fillIn, openProfile } from './plumm-pages.ts'
import { connect } from './steps/connecting.ts'
import { approve, firstSync, preview } from './steps/first-sync.ts'
import { openWorld, withProduct } from './tour.ts'
import { until } from './wait.ts'
import type { TourWorld } from './world.ts'

/** One figure of `pnpm bench`. */
export interface Latency {
  name: string
  /** The median. */
  value: number
  unit: 'ms'
  worst: number
  samples: number
}

const SAVES = 50
const WARM_UP = 4
/** Of one person: more of them in a few seconds are a burst, whose writes are gathered (design §5) and not measured here. */
const SAVES_EACH = 2
const IN_STEP = 'In step'
/** An administrator of the directory: Graph refuses to write their phone (graph-facts §2.2). */
const ADMINISTRATOR = 'helen.cartwright@contoso.com'
const BADGE_MS_MAX = 15_000

/**
 * How long a save in Plumm takes to reach Entra, and to be seen on the badge: 50 saves in a real browser, two of each
 * person, one after the other, each measured from the click.
 */
export async function measureLatency(database: 'pglite' | 'postgres'): Promise<Latency[]> {
  const reportFolder = await mkdtemp(join(tmpdir(), 'plumm-latency-'))
  const people = 60
  const graphMs: number[] = []
  const badgeMs: number[] = []
  try {
    await withProduct({ database, people }, async (demo, browser) => {
      const world = await openWorld(demo, browser, { reportFolder, people })
      for (const step of [connect, preview, approve, firstSync]) await step.take(world, {})
      let saves = 0
      for (const person of demo.people.list('northwind')) {
        if (saves === WARM_UP + SAVES) break
        if (person.email === ADMINISTRATOR) continue
        await openProfile(world.page, person)
        if (!(await isInStep(world))) continue
        for (let save = 0; save < SAVES_EACH; save += 1, saves += 1) {
          const sample = await measureSave(world, saves)
          if (saves < WARM_UP) continue
          graphMs.push(sample.graph)
          badgeMs.push(sample.badge)
        }
      }
      if (saves < WARM_UP + SAVES) throw new Error(`Only ${saves / SAVES_EACH} people are in step.`)
    })
  } finally {
    await rm(reportFolder, { recursive: true, force: true })
  }
  return [
    figureOf(`save in Plumm to Graph write received (${database})`, graphMs),
    figureOf(`save in Plumm to badge changed (${database})`, badgeMs),
  ]
}

/** Whoever cannot be written to shows nothing to measure. */
async function isInStep({ page }: TourWorld): Promise<boolean> {
  const badge = page.locator('.profile-state')
  await badge.filter({ hasText: /\S/ }).waitFor()
  return (await badge.innerText()).trim() === IN_STEP
}

const Watched = z.object({ savedAt: z.number(), words: z.array(z.object({ at: z.number(), text: z.string() })) })

/**
 * Each save changes a phone number, which is written, and the country to one that Entra does not know and back, which
 * changes the badge's word: a badge that goes through *Waiting* and back within one moment shows nothing to measure.
 */
async function measureSave({ page, entra }: TourWorld, turn: number): Promise<{ graph: number; badge: number }> {
  const mark = entra.mark()
  const [country, word] = turn % 2 === 0 ? ['Narnia', 'Needs HR'] : ['GB', IN_STEP]
  await fillIn(page, { Phone: `+44 20 7946 ${1000 + turn}`, Country: country })
  // In the page's own words and clock; the browser and the emulator are on one machine.
  await page.evaluate(`{
    const badge = document.querySelector('.profile-state')
    const watched = { savedAt: 0, words: [{ at: Date.now(), text: badge.innerText.trim() }] }
    globalThis.plummWatched = watched
    globalThis.plummObserver?.disconnect()
    globalThis.plummObserver = new MutationObserver(() => {
      const text = badge.innerText.trim()
      if (text !== watched.words.at(-1).text) watched.words.push({ at: Date.now(), text })
    })
    globalThis.plummObserver.observe(badge, { subtree: true, childList: true, characterData: true, attributes: true })
    watched.savedAt = Date.now()
    document.querySelector('form.details button[type=submit]').click()
  }`)
  const write = await until('the write in Entra’s request log', BADGE_MS_MAX, () => entra.writesSince(mark)[0])
  const watched = await until(`the badge saying “${word}”`, BADGE_MS_MAX, async () => {
    const seen = Watched.parse(await page.evaluate('globalThis.plummWatched'))
    return seen.words.at(-1)?.text === word ? seen : undefined
  })
  return { graph: write.at - watched.savedAt, badge: (watched.words.at(-1)?.at ?? Number.NaN) - watched.savedAt }
}

function figureOf(name: string, samples: readonly number[]): Latency {
  const sorted = samples.toSorted((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  return { name, value: median, unit: 'ms', worst: sorted.at(-1) ?? Number.NaN, samples: sorted.length }
}

// `pnpm bench` runs this file and reads the line.
if (import.meta.main) {
  const database = process.argv.includes('postgres') ? 'postgres' : 'pglite'
  console.log(JSON.stringify(await measureLatency(database)))
  process.exit(0)
}
