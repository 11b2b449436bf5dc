import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { runTour } from '../tour.ts'
import type { Break } from './sabotage.ts'

/** A tour that cannot fail shows nothing: it must notice a product that only pretends. */
describe('the tour', () => {
  let reportFolder = ''
  afterEach(() => rm(reportFolder, { recursive: true, force: true }))

  async function failingStepOf(what: Break) {
    reportFolder = await mkdtemp(join(tmpdir(), 'plumm-tour-break-'))
    const lines: string[] = []
    const print = (line: string) => lines.push(line)
    const report = await runTour({ database: 'pglite', people: 40, reportFolder, break: what, print })
    expect(report.ok).toBe(false)
    const failed = report.steps.filter(({ ok }) => !ok)
    expect(failed, lines.join('\n')).toHaveLength(1)
    return failed[0]
  }

  it('fails when the BFF does not sync: the page may say what it likes, Entra was never written to', async () => {
    const failed = await failingStepOf('sync')
    expect(failed?.name).toBe('approve')
    expect(failed?.failure).toContain('the first write to Entra')
  })

  it('fails when the badge does not move, although Entra has everything', async () => {
    const failed = await failingStepOf('badge')
    // Which one depends on when a badge is first read: at the latest, a leaver's stays “In step”.
    expect(['hire', 'change', 'rename', 'leave']).toContain(failed?.name)
    expect(failed?.failure).toContain('The badge does not move')
    expect(failed?.evidence.after).toBeTruthy()
    expect(failed?.evidence.graphRequests).not.toHaveLength(0)
  })
})
