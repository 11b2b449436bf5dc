import type { DirectoryUser } from '@plumm/entra-emulator'
import { glance, noteRequests } from '../entra-witness.ts'
import { chooseFromMenu, fillIn, openPeople, openProfile, save, untilBadge } from '../plumm-pages.ts'
import type { Evidence } from '../report.ts'
import { until } from '../wait.ts'
import { type Step, type TourWorld, personWith, photograph, photographVariants } from '../world.ts'

/** A change reaches Entra within seconds (design §1); this is when we stop believing it. */
const CHANGE_MS = 15_000

const hired = 'nora.lindholm@contoso.com'
const married = 'nora.lindholm-frey@contoso.com'
const changed = 'amelia.hughes@contoso.com'

/** Somebody new in Plumm has an account in Entra a moment later. */
export const hire: Step = {
  name: 'hire',
  take: async (world, evidence) => {
    const { page } = world
    const mark = world.entra.mark()
    evidence.before = glance(world.entra.contoso.user(hired))
    await openPeople(page)
    await page.getByRole('link', { name: 'Add user' }).last().click()
    await fillIn(page, {
      'First name': 'Nora',
      'Last name': 'Lindholm',
      Email: hired,
      'Job title': 'Product Marketer',
      Department: 'Marketing',
      'Employee ID': 'NW2001',
      Phone: '+44 20 7946 0999',
      Office: 'London, Wharf Road',
      City: 'London',
      Country: 'GB',
    })
    await photograph(world, evidence, '12-add-user')
    await page.getByRole('button', { name: 'Add user' }).click()
    await page.getByRole('heading', { level: 1, name: 'Nora Lindholm' }).waitFor()
    await agree(world, evidence, mark, {
      signInName: hired,
      shows: {
        displayName: 'Nora Lindholm',
        jobTitle: 'Product Marketer',
        department: 'Marketing',
        accountEnabled: true,
      },
      badge: 'In step',
      writes: ['POST /users'],
    })
    await photograph(world, evidence, '13-hired')
  },
}

/** Another job title, department and phone: the same account follows. */
export const change: Step = {
  name: 'change',
  take: async (world, evidence) => {
    const { page } = world
    const mark = world.entra.mark()
    const before = accountOf(world, changed)
    evidence.before = glance(before)
    await openProfile(page, personWith(world, changed), 'Work')
    await fillIn(page, { 'Job title': 'Staff Engineer', Department: 'Platform' })
    await save(page)
    await page.getByRole('list', { name: 'Profile' }).getByRole('link', { name: 'Personal' }).click()
    await fillIn(page, { Phone: '+44 20 7946 0555' })
    await save(page)
    await agree(world, evidence, mark, {
      signInName: changed,
      id: before.id,
      shows: { jobTitle: 'Staff Engineer', department: 'Platform', mobilePhone: '+44 20 7946 0555' },
      badge: 'In step',
      writes: ['PATCH /users/{id}'],
    })
    await page.locator('.profile-state').getByRole('button').click()
    await page.getByRole('dialog').getByText('Account').first().waitFor()
    await photographVariants(world, evidence, '14-badge-card')
    await page.keyboard.press('Escape')
  },
}

/** Another name and email: the account is renamed, and there is no second one. */
export const rename: Step = {
  name: 'rename',
  take: async (world, evidence) => {
    const { page, entra } = world
    const mark = entra.mark()
    const before = accountOf(world, hired)
    const accountsBefore = entra.contoso.users().length
    evidence.before = glance(before)
    await openProfile(page, personWith(world, hired))
    await fillIn(page, { 'Last name': 'Lindholm-Frey', Email: married })
    await save(page)
    await agree(world, evidence, mark, {
      signInName: married,
      id: before.id,
      shows: { displayName: 'Nora Lindholm-Frey', surname: 'Lindholm-Frey', userPrincipalName: married },
      badge: 'In step',
      writes: ['PATCH /users/{id}'],
    })
    if (entra.contoso.user(hired)) throw new Error('The old sign-in name still exists.')
    if (entra.contoso.users().length !== accountsBefore) throw new Error('A rename changed the number of accounts.')
    await photograph(world, evidence, '15-renamed')
  },
}

/** Offboarded: suspended first, then signed out everywhere, never deleted. */
export const leave: Step = {
  name: 'leave',
  take: async (world, evidence) => {
    const { page, entra } = world
    const mark = entra.mark()
    const before = accountOf(world, married)
    evidence.before = glance(before)
    await openProfile(page, personWith(world, married))
    await chooseFromMenu(page, 'Offboard user')
    await photograph(world, evidence, '16-offboard')
    await page.getByRole('button', { name: 'Offboard now' }).click()
    await agree(world, evidence, mark, {
      signInName: married,
      id: before.id,
      shows: { accountEnabled: false },
      badge: 'Suspended in Entra',
      writes: ['PATCH /users/{id}', 'POST /users/{id}/revokeSignInSessions'],
    })
    await photograph(world, evidence, '17-suspended')
  },
}

/** Back again: Plumm enables what Plumm suspended. */
export const rehire: Step = {
  name: 'rehire',
  take: async (world, evidence) => {
    const { page } = world
    const mark = world.entra.mark()
    const before = accountOf(world, married)
    evidence.before = glance(before)
    await openProfile(page, personWith(world, married))
    await chooseFromMenu(page, 'Reactivate user')
    await agree(world, evidence, mark, {
      signInName: married,
      id: before.id,
      shows: { accountEnabled: true },
      badge: 'In step',
      writes: ['PATCH /users/{id}'],
    })
    await photograph(world, evidence, '18-rehired')
  },
}

interface Expected {
  signInName: string
  /** The account that it must still be. */
  id?: string
  /** How the account must stand in Entra. */
  shows: Record<string, unknown>
  /** What the badge on the open profile must say. */
  badge: string
  /** Calls that Entra must have carried out since, in this order. */
  writes: string[]
}

/** The heart of a step: Entra's state, Entra's request log and the page's words tell the same. */
async function agree(world: TourWorld, evidence: Evidence, mark: number, expected: Expected): Promise<void> {
  const { entra, page } = world
  const user = await until(`${expected.signInName} in Entra as ${JSON.stringify(expected.shows)}`, CHANGE_MS, () => {
    const found = entra.contoso.user(expected.signInName)
    return found && Object.entries(expected.shows).every(([name, value]) => found[name] === value) ? found : undefined
  })
  evidence.after = glance(user)
  if (expected.id !== undefined && user.id !== expected.id) throw new Error('It is another account than before.')
  const writes = await until(`in Entra’s request log: ${expected.writes.join(', ')}`, CHANGE_MS, () => {
    const made = entra
      .writesSince(mark)
      .filter(({ path, pattern }) => pattern === 'POST /users' || path.includes(user.id))
    return includesInOrder(
      made.map(({ pattern }) => pattern),
      expected.writes,
    )
      ? made
      : undefined
  })
  noteRequests(evidence, writes)
  evidence.page = [await untilBadge(page, expected.badge, CHANGE_MS)]
}

function includesInOrder(made: readonly string[], wanted: readonly string[]): boolean {
  let next = 0
  for (const pattern of made) if (pattern === wanted[next]) next += 1
  return next === wanted.length
}

function accountOf({ entra }: TourWorld, signInName: string): DirectoryUser {
  const user = entra.contoso.user(signInName)
  if (!user) throw new Error(`Contoso has no account ${signInName}.`)
  return user
}
