import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor } from 'storybook/test'
import { connected } from '../../../../.storybook/fake-bff.ts'
import { planRows } from '../../../../.storybook/fake-people.ts'
import type { Scene } from '../../../../.storybook/scene.tsx'
import { EntraConnection } from '../connection/EntraConnection.tsx'

const meta: Meta<typeof EntraConnection> = { title: 'Preview', component: EntraConnection }
export default meta
type Story = StoryObj<typeof EntraConnection>

const planned = (world: Partial<NonNullable<Scene['world']>> = {}) => ({
  scene: { world: { connection: { state: 'preview', ...connected() }, ...world } } satisfies Scene,
})

export const Ready: Story = {
  parameters: planned(),
  play: async () => {
    await screen.findByRole('button', { name: 'Start sync for 55 people' })
    await screen.findByText(/2 people will be suspended at once: Ana Ruiz and Tom Lee/)
  },
}

export const ReadyOnAPhone: Story = {
  ...Ready,
  decorators: [
    (Story) => (
      <div style={{ inlineSize: 328 }}>
        <Story />
      </div>
    ),
  ],
}

export const Filtered: Story = {
  parameters: planned(),
  play: async () => {
    const linked = await screen.findByRole('button', { name: /Link$/ })
    await userEvent.click(linked)
    await expect(linked).toHaveAttribute('aria-pressed', 'true')
    await waitFor(() => expect(screen.queryByText('New account')).toBeNull())
    await userEvent.type(screen.getByRole('searchbox', { name: 'Search' }), 'zoë')
    await waitFor(() => expect(screen.getAllByText('Existing account is linked')).toHaveLength(2))
    const [first] = screen.getAllByText(/^Zoë/)
    if (first) await userEvent.click(first)
    await waitFor(() => expect(screen.getAllByText('Mktg')[0]).toBeVisible())
  },
}

export const FurtherPages: Story = {
  parameters: planned(),
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Show more people' }))
    await waitFor(() => expect(screen.getByRole('list', { name: 'People' }).children).toHaveLength(50))
    await userEvent.click(screen.getByRole('button', { name: 'Show more people' }))
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Show more people' })).toBeNull())
  },
}

export const Planning: Story = {
  parameters: planned({ preview: { state: 'planning', planned: 23, rows: planRows(60), failure: null } }),
  play: async () => {
    await screen.findByText('Looked at 23 of 60 people')
  },
}

export const Stale: Story = {
  parameters: planned({ preview: { state: 'stale', planned: 60, rows: planRows(60), failure: null } }),
  play: async () => {
    await screen.findByText(/out of date/)
    await userEvent.click(screen.getByRole('button', { name: 'Plan again' }))
    await screen.findByRole('button', { name: /^Start sync/ })
  },
}

export const OfAMappingThatIsNotSaved: Story = {
  parameters: planned({
    preview: { state: 'ready', mapping: 'unsaved', planned: 60, rows: planRows(60), failure: null },
  }),
  play: async () => {
    await screen.findByText(/not saved/)
    await expect(screen.queryByRole('button', { name: /^Start sync/ })).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Plan again' }))
    await screen.findByRole('button', { name: /^Start sync/ })
  },
}

export const Failed: Story = {
  parameters: planned({
    preview: {
      state: 'failed',
      planned: 0,
      rows: [],
      failure: { code: 'directory-empty', detail: 'Plumm answered with nobody at all, which cannot be right.' },
    },
  }),
  play: async () => {
    await screen.findByText(/could not be made/)
  },
}

export const StaleAtTheLastMoment: Story = {
  parameters: planned({ refusals: { activate: 'preview-stale' } }),
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: /^Start sync/ }))
    await screen.findByRole('alert')
  },
}

export const Approved: Story = {
  parameters: planned(),
  play: async () => {
    await userEvent.click(await screen.findByRole('radio', { name: /Put it back/ }))
    await userEvent.click(screen.getByRole('button', { name: /^Start sync/ }))
    await screen.findByText(/0 of 58 people/)
  },
}
