import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fn, screen, userEvent, waitFor, within } from 'storybook/test'
import type { FakeBff } from '../../../../.storybook/fake-bff.ts'
import { diary, entry, person } from '../../../../.storybook/fake-people.ts'
import type { Scene } from '../../../../.storybook/scene.tsx'
import { EntraAuditDrawer } from './EntraAuditDrawer.tsx'

const meta: Meta<typeof EntraAuditDrawer> = {
  title: 'Activity log',
  component: EntraAuditDrawer,
  args: { isOpen: true, onOpenChange: fn() },
}
export default meta
type Story = StoryObj<typeof EntraAuditDrawer>

export const ADay: Story = {
  play: async () => {
    await screen.findByText(/signed|Signed out/)
    await expect(screen.queryByText(/About to/)).toBeNull()
  },
}

export const DetailsOpen: Story = {
  play: async () => {
    const [details] = await screen.findAllByText('Details')
    if (details) await userEvent.click(details)
    await waitFor(() => expect(screen.getAllByText('Microsoft’s request id')[0]).toBeVisible())
  },
}

export const FilteredByOutcome: Story = {
  play: async () => {
    await screen.findByText(/Put back/)
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Outcome' }), 'Blocked')
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1))
    await expect(screen.getByRole('listitem')).toHaveTextContent('Fatima El-Sayed')
  },
}

export const FilteredByText: Story = {
  play: async () => {
    await userEvent.type(await screen.findByRole('searchbox', { name: 'Search' }), 'Tom')
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1))
  },
}

export const OfOnePerson: Story = {
  args: { personId: person(0).id },
  play: async () => {
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(2))
    await userEvent.click(screen.getByRole('button', { name: 'Remove the filter: This person only' }))
    await waitFor(() => expect(screen.getAllByRole('listitem').length).toBeGreaterThan(5))
  },
}

let bff: FakeBff | undefined

/** New entries wait behind a button, so that nothing moves under the reader's eyes. */
export const NewEntriesWait: Story = {
  parameters: { scene: { onBff: (made) => (bff = made) } satisfies Scene },
  play: async () => {
    const list = within(await screen.findByRole('region', { name: 'Activity log' }))
    await list.findByText(/Put back/)
    for (const seq of [43, 44]) {
      const written = entry(seq, 0, 'user.updated', { personId: person(11).id, personName: person(11).name })
      bff?.world.audit.unshift(written)
      bff?.push({ event: 'audit', data: written })
    }
    const show = await screen.findByRole('button', { name: '2 new entries' })
    await expect(list.queryByText(person(11).name, { exact: false })).toBeNull()
    await userEvent.click(show)
    await waitFor(() => expect(list.getAllByText(person(11).name, { exact: false })).toHaveLength(2))
  },
}

export const ALongStory: Story = {
  parameters: {
    scene: {
      world: {
        audit: Array.from({ length: 70 }, (_, index) =>
          entry(500 - index, index * 17, index % 5 === 0 ? 'drift.corrected' : 'user.updated', {
            personId: person(index).id,
            personName: person(index).name,
            changes: [{ field: 'jobTitle', before: 'Intern', after: 'Engineer' }],
          }),
        ),
      },
    } satisfies Scene,
  },
  play: async () => {
    await screen.findAllByText(/Put back/)
    const log = screen.getByRole('region', { name: 'Activity log' })
    await waitFor(
      () => {
        log.scrollTop = log.scrollHeight
        // Without the picture of the whole page that a failing getByText draws.
        if (!screen.queryByText('This is where it began.')) throw new Error('There is more.')
      },
      { timeout: 15_000 },
    )
    log.scrollTop = 0
  },
}

export const Empty: Story = {
  parameters: { scene: { world: { audit: [] } } satisfies Scene },
  play: async () => {
    await screen.findByText('Nothing here yet')
  },
}

/** What is left of somebody's entries, and of a colleague's that named them. */
export const AfterAnErasure: Story = {
  parameters: {
    scene: {
      world: {
        audit: [
          entry(8, 1, 'audit.sealed', { actor: { kind: 'sync', name: null } }),
          entry(7, 2, 'audit.exported', {
            changes: [
              { field: 'format', before: null, after: 'csv' },
              { field: 'filters', before: null, after: 'outcome, q' },
            ],
          }),
          entry(6, 3, 'person.erased', {
            personId: person(0).id,
            changes: [{ field: 'entries', before: null, after: '12' }],
          }),
          entry(5, 40, 'user.suspended', {
            personId: person(0).id,
            changes: [{ field: 'signIn', before: null, after: null, isErased: true }],
          }),
          entry(4, 60, 'user.reference-changed', {
            personId: person(1).id,
            personName: person(1).name,
            changes: [{ field: 'manager', before: null, after: null, isErased: true }],
          }),
        ],
      },
    } satisfies Scene,
  },
  play: async () => {
    await screen.findByText(/an erased person/)
    await screen.findByText(/name erased/)
  },
}

export const EveryEntry: Story = {
  parameters: { scene: { world: { audit: diary() } } satisfies Scene },
  play: async () => {
    await screen.findByText(/Put back/)
    await userEvent.keyboard('{Escape}')
  },
}
