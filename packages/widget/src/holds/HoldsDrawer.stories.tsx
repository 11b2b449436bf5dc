import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, screen, userEvent, waitFor } from 'storybook/test'
import type { Scene } from '../../../../.storybook/scene.tsx'
import { HoldsDrawer } from './HoldsDrawer.tsx'

const meta: Meta<typeof HoldsDrawer> = {
  title: 'Open questions',
  component: HoldsDrawer,
  args: { isOpen: true, onOpenChange: fn() },
}
export default meta
type Story = StoryObj<typeof HoldsDrawer>

export const Several: Story = {
  play: async () => {
    await screen.findByRole('heading', { name: '5 open questions' })
  },
}

export const AnsweringOne: Story = {
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Unblock sign-in' }))
    await userEvent.click(screen.getByRole('button', { name: 'Confirm' }))
    await screen.findByRole('heading', { name: '4 open questions' })
  },
}

export const AnsweringAll: Story = {
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Release all 3' }))
    // The drawer slides in: what is in it shows when it has.
    await waitFor(() => expect(screen.getByText('The change is made now.')).toBeVisible())
    await userEvent.click(screen.getByRole('button', { name: 'Release all 3' }))
    await screen.findByRole('heading', { name: '2 open questions' })
  },
}

export const None: Story = {
  parameters: { scene: { world: { holds: [] } } satisfies Scene },
  play: async () => {
    await waitFor(() => expect(screen.getAllByText('No open questions')).toHaveLength(2))
  },
}
