import { glance, noteRequests } from '../entra-witness.ts'
import { openPanel } from '../plumm-pages.ts'
import { until } from '../wait.ts'
import { type Step, type TourWorld, personWith, photograph, photographVariants } from '../world.ts'

/** The demo looks every 3 s; what was found is put back right after. */
const DRIFT_MS = 20_000
const drifted = 'tom.lee@contoso.com'

/** Somebody edits a synced field in Entra; it is put back, and the log says so. */
export const drift: Step = {
  name: 'drift overwritten',
  take: async (world, evidence) => {
    const { page, entra } = world
    const person = personWith(world, drifted)
    const user = entra.contoso.user(drifted)
    if (!user) throw new Error(`Contoso has no account ${drifted}.`)
    evidence.before = glance(user)
    const mark = entra.mark()
    const admin = await editInEntra(world, user.id, 'Intern')
    const corrections = await until('the call that puts the job title back', DRIFT_MS, () => {
      const calls = entra
        .writesSince(mark)
        .filter(({ path, pattern }) => pattern.startsWith('PATCH') && path.includes(user.id))
      return calls.length > 0 && entra.contoso.user(drifted)?.jobTitle === person.role && calls
    })
    noteRequests(evidence, corrections)
    evidence.after = glance(entra.contoso.user(drifted))
    await until('Entra’s own page showing the old title', DRIFT_MS, async () => {
      return (await admin.getByLabel('Job title').inputValue()) === person.role
    })
    await photograph(world, evidence, '19-entra-admin', admin)
    await admin.close()

    await openPanel(page)
    const sentence = page.getByRole('listitem').filter({ hasText: 'Put back Tom Lee' }).first()
    await sentence.waitFor()
    evidence.page = [await sentence.innerText()]
    if (!evidence.page[0]?.includes('Intern')) throw new Error('The log does not say what was found in Entra.')
    await page.getByRole('button', { name: 'Activity log' }).click()
    await page.getByRole('dialog').getByText('Put back').first().waitFor()
    await photograph(world, evidence, '20-activity')
    await page.keyboard.press('Escape')
    await photographVariants(world, evidence, '21-healthy')
  },
}

/** What an Entra administrator does by hand, on the emulator's own page. */
async function editInEntra({ context, demo, entra }: TourWorld, userId: string, jobTitle: string) {
  const admin = await context.newPage()
  await admin.goto(`${demo.url}/_emulator/portal/${entra.contoso.id}/users/${userId}`)
  await admin.getByLabel('Job title').fill(jobTitle)
  await admin.getByRole('button', { name: 'Save' }).click()
  await admin.getByText('Saved.').waitFor()
  return admin
}
