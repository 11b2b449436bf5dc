import { noCounts } from '@plumm/entra-shared'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, screen, userEvent, waitFor } from 'storybook/test'
import { connected, createFakeBff, disconnected } from '../../../.storybook/fake-bff.ts'
import { openHolds, person, report } from '../../../.storybook/fake-people.ts'
import type { Scene } from '../../../.storybook/scene.tsx'
import { EntraAuditDrawer } from './audit/EntraAuditDrawer.tsx'
import { EntraConnection } from './connection/EntraConnection.tsx'
import { deferred } from './messages/deferred.ts'
import { type Shelf, useSpoken } from './messages/use-spoken.ts'
import { SettingsDrawer } from './settings/SettingsDrawer.tsx'
import { Spoken } from './ui/Spoken.tsx'
import { BadgeProvider } from './status/BadgeProvider.tsx'
import { EntraStatusBadge } from './status/EntraStatusBadge.tsx'

const meta: Meta = { title: 'Languages' }
export default meta
type Story = StoryObj

/** The narrowest page there must be room on (WCAG 2.2, 1.4.10), and where long words show. */
const narrow = {
  globals: { viewport: { value: 'narrow' } },
  parameters: { viewport: { options: { narrow: { name: '320', styles: { width: '320px', height: '900px' } } } } },
}

const speaking = (locale: string, draw: NonNullable<Story['render']>, scene: Scene, words: RegExp): Story => ({
  render: draw,
  parameters: { scene: { ...scene, locale } satisfies Scene },
  play: async () => {
    await waitFor(() => expect(screen.getAllByText(words)[0]).toBeVisible(), { timeout: 5_000 })
    // A drawer slides in first.
    await waitFor(() => expect(overflowing()).toEqual([]))
    for (const root of document.querySelectorAll('.plumm-entra')) {
      await expect(root).toHaveAttribute('dir', locale.startsWith('ar') ? 'rtl' : 'ltr')
      await expect(root).toHaveAttribute('lang', locale)
    }
  },
})

/** Text that stands outside its part, and whatever makes a page scroll sideways: no word may, however long it is. */
function overflowing(): string[] {
  const page = document.documentElement
  return [
    ...(page.scrollWidth > page.clientWidth ? [`the page, by ${page.scrollWidth - page.clientWidth}`] : []),
    ...[...document.querySelectorAll('.plumm-entra')].flatMap((root) => textOutside(root)),
    ...[...document.querySelectorAll('.plumm-entra :is(button, summary, label, legend, .pe-tag, .pe-mark)')]
      .filter(
        (element) => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline',
      )
      .filter((element) => element.closest('.pe-hidden') === null)
      .map((element) => `${element.className}: ${element.textContent?.slice(0, 40)}`),
  ]
}

function textOutside(root: Element): string[] {
  const { left, right } = root.getBoundingClientRect()
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const outside: string[] = []
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (text.parentElement?.closest('.pe-hidden, .pe-cut, select') || text.textContent?.trim() === '') continue
    const range = document.createRange()
    range.selectNodeContents(text)
    const place = range.getBoundingClientRect()
    if (place.left < left - 1 || place.right > right + 1) outside.push(text.textContent ?? '')
  }
  return outside
}

/** A page leaves a margin around us, also a narrow one. */
const panel = () => (
  <div style={{ inlineSize: 'min(100%, calc(100vw - 32px))' }}>
    <EntraConnection />
  </div>
)
const badge = () => <EntraStatusBadge personId={person(0).id} />
const log = () => <EntraAuditDrawer isOpen onOpenChange={fn()} />
/** The panel draws it once there is a language. */
const settings = () => (
  <Spoken>
    <SettingsDrawer isOpen onOpenChange={fn()} counts={connected().counts} />
  </Spoken>
)

const mapping = () => (
  <Spoken>
    <SettingsDrawer isOpen onOpenChange={fn()} first="mapping" counts={connected().counts} />
  </Spoken>
)

const firstVisit: Scene = { world: { connection: disconnected() } }
const active: Scene = {
  world: {
    connection: {
      state: 'active',
      ...connected(),
      counts: { ...noCounts(), synced: 396, pending: 2, retrying: 1, held: 5, blocked: 3, suspended: 4, excluded: 1 },
      openHolds: openHolds().length,
    },
  },
}
const preview: Scene = { world: { connection: { state: 'preview', ...connected() } } }
const needsHr: Scene = {
  world: {
    statuses: [
      report('blocked', {
        reason: 'field-problems',
        actor: 'hr',
        problems: [{ field: 'mobilePhone', code: 'bad-phone', actor: 'hr' }],
      }),
    ],
  },
}

/** The badge, its card opened by its own word. */
const opened = (locale: string, label: string, words: RegExp): Story => {
  const shown = speaking(locale, badge, needsHr, words)
  return {
    ...shown,
    play: async (context) => {
      await userEvent.click(await screen.findByRole('button', { name: `Microsoft Entra: ${label}` }))
      await screen.findByRole('dialog')
      await shown.play?.(context)
    },
  }
}

const onAPhone = (story: Story): Story => ({
  ...story,
  ...narrow,
  parameters: { ...story.parameters, ...narrow.parameters },
  play: async (context) => {
    await expect(window.innerWidth).toBe(320)
    await story.play?.(context)
  },
})

export const GermanFirstVisit = speaking('de-AT', panel, firstVisit, /auf dem Stand von Plumm/)
export const GermanActive = speaking('de', panel, active, /412 Personen|405 Personen|403 Personen/)
export const GermanPreview = speaking('de', panel, preview, /Abgleich für 55 Personen starten/)
export const GermanBadge = opened('de', 'HR ist gefragt', /Einige Felder ließen sich nicht abgleichen/)
export const GermanLog = speaking('de', log, {}, /zurückgesetzt/)
export const GermanSettings = speaking('de', settings, {}, /Bei 412 Personen warten mehr als 41 Austritte/)

export const GermanMapping = speaking('de', mapping, {}, /Woher der Wert kommt|Jede Zeile ist ein Feld/)

export const GermanFirstVisitOnAPhone = onAPhone(GermanFirstVisit)
export const GermanActiveOnAPhone = onAPhone(GermanActive)
export const GermanPreviewOnAPhone = onAPhone(GermanPreview)
export const GermanBadgeOnAPhone = onAPhone(GermanBadge)
export const GermanLogOnAPhone = onAPhone(GermanLog)
export const GermanSettingsOnAPhone = onAPhone(GermanSettings)
export const GermanMappingOnAPhone = onAPhone(GermanMapping)

export const ArabicFirstVisit = speaking('ar-EG', panel, firstVisit, /مطابقًا لما في Plumm/)
export const ArabicActive = speaking('ar', panel, active, /أسئلة بانتظار إجابتك/)
export const ArabicPreview = speaking('ar', panel, preview, /بدء المزامنة لـ 55 شخصًا/)
export const ArabicBadge = opened('ar', 'يلزم تدخّل الموارد البشرية', /تعذرت مزامنة بعض الحقول/)
export const ArabicLog = speaking('ar', log, {}, /تم إرجاع/)
export const ArabicSettings = speaking('ar', settings, {}, /ينتظر إجابتك كل ما يزيد على 41 مغادرًا/)
export const ArabicMapping = speaking('ar', mapping, {}, /كل سطر حقل/)

export const ArabicActiveOnAPhone = onAPhone(ArabicActive)
export const ArabicPreviewOnAPhone = onAPhone(ArabicPreview)
export const ArabicSettingsOnAPhone = onAPhone(ArabicSettings)
export const ArabicMappingOnAPhone = onAPhone(ArabicMapping)

const alone = createFakeBff(needsHr.world)

/** The badge entry by itself has a few words of its own; its card brings the rest in the same language. */
export const GermanBadgeAlone: Story = {
  render: () => (
    <BadgeProvider
      bffUrl="https://bff.example"
      getSessionToken={() => Promise.resolve('a token')}
      permissions={['status:read', 'integrations:read']}
      locale="de-CH"
      environment={{ fetch: alone.fetch }}
    >
      {badge()}
    </BadgeProvider>
  ),
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Microsoft Entra: HR ist gefragt' }))
    await screen.findByText(/Einige Felder ließen sich nicht abgleichen/)
    await expect(screen.getByRole('dialog').closest('.plumm-entra')).toHaveAttribute('lang', 'de-CH')
  },
}

const missing: Shelf<string> = {
  'en-GB': 'In step',
  de: deferred(() => new Promise<string>(() => undefined)),
  ar: deferred(() => Promise.reject(new Error('404'))),
}

function WordIn({ locale }: { locale: string }) {
  const spoken = useSpoken(locale, missing)
  return (
    <p aria-label={locale} dir={spoken?.dir}>
      {spoken?.words ?? '…'}
    </p>
  )
}

/** Nothing is said while a language is on its way; where it cannot be loaded it is English, from left to right. */
export const WhereAChunkIsMissing: Story = {
  render: () => (
    <>
      <WordIn locale="de" />
      <WordIn locale="ar" />
    </>
  ),
  play: async () => {
    await waitFor(() => expect(screen.getByLabelText('ar')).toHaveTextContent('In step'))
    await expect(screen.getByLabelText('ar')).toHaveAttribute('dir', 'ltr')
    await expect(screen.getByLabelText('de')).toHaveTextContent('…')
  },
}

/** Nobody speaks it here: English, with English dates, and from left to right. */
export const HebrewIsEnglish: Story = {
  render: panel,
  parameters: { scene: { locale: 'he-IL' } satisfies Scene },
  play: async () => {
    await waitFor(() => screen.getByRole('heading', { name: /keeps 412 people in step/ }))
    const root = document.querySelector('.plumm-entra')
    await expect(root).toHaveAttribute('dir', 'ltr')
    await expect(root).toHaveAttribute('lang', 'en-GB')
  },
}
