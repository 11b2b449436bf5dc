import type { Meta, StoryObj } from '@storybook/react-vite'
import { type AttentionReason, type Connection, noCounts } from '@plumm/entra-shared'
import { expect, screen, userEvent, waitFor, within } from 'storybook/test'
import { connected, disconnected } from '../../../../.storybook/fake-bff.ts'
import { ago } from '../../../../.storybook/fake-people.ts'
import { troubledReadiness } from '../../../../.storybook/fake-readiness.ts'
import type { Scene } from '../../../../.storybook/scene.tsx'
import { EntraConnection } from './EntraConnection.tsx'

const meta: Meta<typeof EntraConnection> = { title: 'Trouble', component: EntraConnection }
export default meta
type Story = StoryObj<typeof EntraConnection>

const onceThere = (name: RegExp) => waitFor(() => screen.getByRole('heading', { name }))

/** The four sentences of every cause that stops the sync: what and since when, what works, who acts, what waits. */
const stoppedBy = (
  reason: AttentionReason,
  headline: RegExp,
  { actor = 'it', mendedBy = null }: { actor?: 'it' | 'microsoft'; mendedBy?: string | null } = {},
): Story => ({
  parameters: {
    scene: {
      world: {
        connection: {
          state: 'attention',
          ...connected(),
          counts: { ...noCounts(), synced: 405, pending: 7 },
          attention: { reason, since: ago(318), actor, waiting: 7 },
        },
      },
    } satisfies Scene,
  },
  play: async () => {
    await onceThere(headline)
    await onceThere(/, since \d/)
    await screen.findByText(/7 changes are waiting and made afterwards/)
    await screen.findByText(/people can sign in as before/)
    await screen.findByText(actor === 'it' ? 'Needs IT.' : 'Microsoft has to act.')
    await expect(screen.queryByRole('button', { name: 'Reconnect' }) !== null).toBe(mendedBy === 'Reconnect')
  },
})

export const ConsentWithdrawn = stoppedBy('consent-withdrawn', /permission was withdrawn/, { mendedBy: 'Reconnect' })
export const PermissionMissing = stoppedBy('permission-missing', /a permission that we need was removed/, {
  mendedBy: 'Reconnect',
})
export const KeyRefused = stoppedBy('secret-invalid', /Microsoft no longer accepts our key/)
export const KeyExpired = stoppedBy('secret-expired', /our key for Microsoft has expired/)
export const AppDisabled = stoppedBy('app-disabled', /application is disabled/)
export const AppRemoved = stoppedBy('app-removed', /application was removed/, { mendedBy: 'Reconnect' })
export const DirectoryGone = stoppedBy('tenant-gone', /no longer knows this directory/)
export const GraphOutage = stoppedBy('graph-outage', /Microsoft has not been answering/, { actor: 'microsoft' })

const activeWith = (more: Partial<Extract<Connection, { state: 'active' }>>): Scene => ({
  world: { connection: { ...connected(), ...more, state: 'active' } },
})

/** Wrong, and stops nothing. */
export const PlummDirectoryUnreadable: Story = {
  parameters: {
    scene: activeWith({ disturbance: { reason: 'directory-unreachable', since: ago(95), actor: 'hr' } }),
  },
  play: async () => {
    await onceThere(/keeps 412 people in step/)
    await screen.findByText(/Plumm’s own list of people cannot be read, since/)
    await screen.findByText(/leavers are suspended/)
  },
}

export const KeyEndsSoon: Story = {
  parameters: {
    scene: activeWith({
      credential: { kind: 'secret', expiresAt: '2026-12-12T00:00:00.000Z', warning: 'ends-soon' },
    }),
  },
  play: async () => {
    await onceThere(/keeps 412 people in step/)
    await screen.findByText('The key Plumm uses to reach Microsoft ends on 12 December 2026.')
    await screen.findByText(/nothing for you to do/)
  },
}

const withoutRoles = connected().permissions.map((each) => ({ ...each, granted: each.required }))

export const AdministratorsNotSeen: Story = {
  parameters: { scene: activeWith({ permissions: withoutRoles }) },
  play: async () => {
    await onceThere(/keeps 412 people in step/)
    await screen.findByText('Plumm cannot see who is an administrator in Entra.')
  },
}

/** What the connection rests on, and what it may do: folded away, and loaded when opened. */
export const FactsAndPermissions: Story = {
  parameters: { scene: activeWith({ permissions: withoutRoles, watch: { by: 'asking', everySeconds: 60 } }) },
  play: async () => {
    await userEvent.click(await screen.findByText('Connection'))
    await screen.findByText(/We ask every minute\. Microsoft’s notices are not arriving/)
    await screen.findByText('A certificate, until 31 October 2027')
    await userEvent.click(screen.getByText('What Plumm may do in Entra'))
    const row = await screen.findByText(/See who is an administrator/)
    const item = row.closest('li')
    if (!item) throw new Error('A permission stands in a list.')
    await expect(within(item).getByText('Not granted')).toBeVisible()
  },
}

export const ReadinessOfAFirstVisit: Story = {
  parameters: { scene: { world: { connection: disconnected() } } satisfies Scene },
  play: async () => {
    await screen.findByRole('heading', { name: /Addresses that can be sign-in names/ })
    await expect(screen.getAllByText('Not known yet')).toHaveLength(5)
  },
}

export const ReadinessWithPeopleInTheWay: Story = {
  parameters: {
    scene: {
      world: {
        readiness: troubledReadiness,
        connection: {
          ...connected(),
          state: 'attention',
          attention: { reason: 'permission-missing', since: ago(318), actor: 'it', waiting: 7 },
        },
      },
    } satisfies Scene,
  },
  play: async () => {
    await userEvent.click(await screen.findByText('Check what is needed'))
    await screen.findByText('Not ready')
    await userEvent.click(screen.getByText('Who they are (23)'))
    await screen.findByText('Ana Ruiz')
    await screen.findByText('and 20 more')
  },
}

export const ReadinessUnreachable: Story = {
  parameters: {
    scene: { world: { connection: disconnected(), refusals: { getReadiness: 'internal' } } } satisfies Scene,
  },
  play: async () => {
    await waitFor(() => screen.getByRole('button', { name: 'Look again' }), { timeout: 8_000 })
  },
}
