import { glance, noteRequests } from '../entra-witness.ts'
import { fillIn, openPanel, openProfile, save, untilBadge } from '../plumm-pages.ts'
import { until } from '../wait.ts'
import { type Step, personWith, photograph } from '../world.ts'
import { connectAsAdministrator } from './connecting.ts'

const DISCONNECT_MS = 15_000
const AGAIN_MS = 90_000
const someone = 'oliver.grant@contoso.com'

/** Sync stops at once; Entra's accounts stay as they are, whatever happens in Plumm. */
export const disconnect: Step = {
  name: 'disconnect',
  take: async (world, evidence) => {
    const { page, entra, demo } = world
    await openPanel(page)
    await page.getByRole('button', { name: 'Disconnect' }).click()
    const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'))
    await dialog.getByText(/Accounts in Entra stay exactly as they are/).waitFor()
    await photograph(world, evidence, '22-disconnect')
    await dialog.getByRole('button', { name: 'Disconnect' }).click()
    const heading = page.getByRole('heading', { name: 'Contoso is disconnected' })
    await heading.waitFor({ timeout: DISCONNECT_MS })
    evidence.page = [await heading.innerText()]
    await photograph(world, evidence, '23-disconnected')
    const mark = entra.mark()
    const before = JSON.stringify(entra.contoso.users())
    evidence.before = glance(entra.contoso.user(someone))
    // A change in Plumm is taken in and goes nowhere.
    await openProfile(page, personWith(world, someone), 'Work')
    await fillIn(page, { 'Job title': 'Principal Security Engineer' })
    await save(page)
    await until('Plumm’s event answered', DISCONNECT_MS, () => demo.people.untold('northwind').length === 0)
    evidence.page.push(await untilBadge(page, 'Not connected'))
    evidence.after = glance(entra.contoso.user(someone))
    noteRequests(evidence, entra.writesSince(mark))
    if (entra.writesSince(mark).length > 0) throw new Error('Something was written to Entra after disconnecting.')
    if (JSON.stringify(entra.contoso.users()) !== before)
      throw new Error('Accounts in Entra changed after disconnecting.')
  },
}

/** The same people are found again: nobody is created twice, and what was missed is made up for. */
export const connectAgain: Step = {
  name: 'connect again',
  take: async (world, evidence) => {
    const { page, entra } = world
    const account = entra.contoso.user(someone)
    const accounts = entra.contoso.users().length
    const mark = entra.mark()
    evidence.before = { accounts, ...glance(account) }
    await openPanel(page)
    await connectAsAdministrator(world, async () => {})
    const start = page.getByRole('button', { name: /^Start sync for/ })
    await start.waitFor({ timeout: AGAIN_MS })
    await photograph(world, evidence, '24-preview-again')
    await start.click()
    await until('the change that was missed', AGAIN_MS, () => {
      const user = entra.contoso.user(someone)
      return user?.id === account?.id && user?.jobTitle === 'Principal Security Engineer'
    })
    const sentence = page.getByText(/Plumm keeps .* in step with Contoso/)
    await sentence.waitFor({ timeout: AGAIN_MS })
    evidence.page = [await sentence.innerText()]
    evidence.after = { accounts: entra.contoso.users().length, ...glance(entra.contoso.user(someone)) }
    noteRequests(evidence, entra.writesSince(mark))
    if (entra.contoso.users().length !== accounts)
      throw new Error('Connecting again made accounts for people who have one.')
  },
}
