import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor, within } from 'storybook/test'
import { connected, contoso, disconnected } from '../../../../.storybook/fake-bff.ts'
import { ago, openHolds } from '../../../../.storybook/fake-people.ts'
import type { Scene } from '../../../../.storybook/scene.tsx'
import { noCounts } from '@plumm/entra-shared'
import { EntraConnection } from './EntraConnection.tsx'

const meta: Meta<typeof EntraConnection> = { title: 'Panel', component: EntraConnection }
export default meta
type Story = StoryObj<typeof EntraConnection>

const scene = (given: Scene) => ({ scene: given })
const onceThere = (name: RegExp) => waitFor(() => screen.getByRole('heading', { name }))

export const FirstVisit: Story = {
  parameters: scene({ world: { connection: disconnected() } }),
  play: async () => {
    await onceThere(/Keep Microsoft Entra in step/)
    await expect(screen.getByRole('button', { name: 'Connect' })).toBeVisible()
  },
}

export const FirstVisitLookingOnly: Story = {
  parameters: scene({ world: { connection: disconnected() }, permissions: ['status:read', 'integrations:read'] }),
  play: async () => {
    await onceThere(/Keep Microsoft Entra in step/)
    await expect(screen.queryByRole('button', { name: 'Connect' })).toBeNull()
  },
}

export const NotAllowed: Story = {
  parameters: scene({ permissions: ['status:read'] }),
  play: () => onceThere(/for administrators/).then(() => undefined),
}

export const Loading: Story = { parameters: scene({ world: { silent: ['getConnection'] } }) }

export const Unreachable: Story = {
  parameters: scene({ world: { isDown: true } }),
  play: async () => {
    await waitFor(() => screen.getByText(/cannot be reached/), { timeout: 8_000 })
  },
}

export const DisconnectedBefore: Story = {
  parameters: scene({ world: { connection: disconnected(contoso) } }),
  play: () => onceThere(/Contoso is disconnected/).then(() => undefined),
}

export const FirstSync: Story = {
  parameters: scene({
    world: {
      connection: {
        state: 'active',
        ...connected(),
        counts: { ...noCounts(), synced: 148, pending: 258, suspended: 2, held: 3, blocked: 1 },
        openHolds: 3,
        progress: { done: 154, total: 412, etaSeconds: 95 },
      },
    },
  }),
  play: async () => {
    await screen.findByText(/154 of 412 people · about 2 minutes left/)
  },
}

export const Active: Story = {
  play: async () => {
    await onceThere(/keeps 412 people in step/)
    await screen.findByText(/Put back/)
  },
}

export const ActiveOnAPhone: Story = {
  ...Active,
  decorators: [
    (Story) => (
      <div style={{ inlineSize: 328 }}>
        <Story />
      </div>
    ),
  ],
}

export const ActiveWithPeopleInNeed: Story = {
  parameters: scene({
    world: {
      connection: {
        state: 'active',
        ...connected(),
        counts: { ...noCounts(), synced: 396, pending: 2, retrying: 1, held: 5, blocked: 3, suspended: 4, excluded: 1 },
        openHolds: openHolds().length,
      },
    },
  }),
  play: async () => {
    await screen.findByText(/5 questions need your answer/)
  },
}

export const Paused: Story = {
  parameters: scene({
    world: {
      connection: {
        state: 'paused',
        ...connected(),
        since: ago(75),
        pausedBy: 'Jo Park',
        counts: { ...noCounts(), synced: 405, pending: 7 },
      },
    },
  }),
  play: async () => {
    await onceThere(/Paused by Jo Park/)
    await userEvent.click(screen.getByRole('button', { name: 'Resume' }))
    await onceThere(/in step with Contoso/)
  },
}

/** By keyboard alone: to the dialog, away with Escape, back to the button, and through with it. */
export const Disconnecting: Story = {
  play: async () => {
    const open = await screen.findByRole('button', { name: /Disconnect/ })
    open.focus()
    await userEvent.keyboard('{Enter}')
    await screen.findByRole('alertdialog', { name: 'Disconnect Contoso?' })
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    await waitFor(() => expect(open).toHaveFocus())

    await userEvent.keyboard('{Enter}')
    const dialog = within(await screen.findByRole('alertdialog'))
    await userEvent.tab()
    await waitFor(() => expect(dialog.getByRole('button', { name: 'Stay connected' })).toHaveFocus())
    await userEvent.tab()
    await waitFor(() => expect(dialog.getByRole('button', { name: 'Disconnect' })).toHaveFocus())
    await userEvent.keyboard('{Enter}')
    await onceThere(/Contoso is disconnected/)
  },
}

export const DisconnectDialog: Story = {
  parameters: scene({
    world: { connection: { state: 'active', ...connected(), counts: { ...noCounts(), synced: 405, pending: 7 } } },
  }),
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: /Disconnect/ }))
    await screen.findByText(/7 changes are waiting and will not be made/)
  },
}

export const OpeningSettings: Story = {
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Settings' }))
    await screen.findByText('With 412 people, more than 41 leavers a day wait for your answer.')
  },
}

export const OpeningSettingsLookingOnly: Story = {
  parameters: scene({ permissions: ['status:read', 'integrations:read'] }),
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Settings' }))
    await expect(await screen.findByRole('textbox', { name: 'At least' })).toHaveAttribute('readonly')
  },
}
