import type { Locator, Page } from 'playwright-core'
import { type PlummPerson, nameOf } from '../plumm/person.ts'

/** How long a page may take to show what is already true. */
export const PAGE_MS = 10_000

/** The panel on the integration's own page, reached the way a person goes. */
export async function openPanel(page: Page): Promise<void> {
  await openStore(page)
  await page.getByRole('listitem').filter({ hasText: 'Microsoft Entra ID' }).getByRole('link').click()
  await page.getByRole('heading', { level: 1, name: 'Microsoft Entra ID' }).waitFor()
}

export async function openStore(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Plumm' }).getByRole('link', { name: 'Company App' }).click()
  await page.getByRole('heading', { level: 1, name: 'Company App' }).waitFor()
}

export async function openPeople(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Plumm' }).getByRole('link', { name: 'My People' }).click()
  await page.getByRole('heading', { level: 1, name: 'My People' }).waitFor()
}

/** Somebody's line in *My People*. */
export async function findRow(page: Page, person: PlummPerson): Promise<Locator> {
  await page.getByRole('searchbox', { name: 'Search people' }).fill(person.email)
  const row = page.locator('tbody tr').filter({ hasText: person.email })
  await row.waitFor()
  return row
}

/** A profile, opened from *My People*. */
export async function openProfile(
  page: Page,
  person: PlummPerson,
  tab: 'Personal' | 'Work' = 'Personal',
): Promise<void> {
  await openPeople(page)
  const row = await findRow(page, person)
  await row.getByRole('link').click()
  await page.getByRole('heading', { level: 1, name: nameOf(person) }).waitFor()
  if (tab === 'Work') await page.getByRole('list', { name: 'Profile' }).getByRole('link', { name: 'Work' }).click()
}

/** Types over the fields of the form on the page, by their labels. */
export async function fillIn(page: Page, values: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(values)) {
    await page.getByRole('textbox', { name: label, exact: false }).and(page.locator('input')).first().fill(value)
  }
}

export async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Saved', { exact: true }).waitFor()
}

/** Waits until the badge on the open profile says this, and answers with its words. */
export async function untilBadge(page: Page, words: string, withinMs = PAGE_MS): Promise<string> {
  const state = page.locator('.profile-state')
  try {
    await state.getByText(words, { exact: true }).waitFor({ timeout: withinMs })
  } catch (cause) {
    const said = (await state.innerText()).trim()
    throw new Error(`The badge does not move to “${words}”; it says “${said}”.`, { cause })
  }
  return words
}

export async function chooseFromMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: /^More for / }).click()
  await page.getByRole('menuitem', { name: item }).click()
}
