import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { expect, fireEvent, fn, screen, userEvent, waitFor, within } from 'storybook/test'
import type { FakeBff } from '../../../../.storybook/fake-bff.ts'
import { diary, entry, person } from '../../../../.storybook/fake-people.ts'
import type { Scene } from '../../../../.storybook/scene.tsx'
import { auditFilterFromSearch, auditFilterToSearch } from './audit-search.ts'
import { EntraAuditDrawer } from './EntraAuditDrawer.tsx'

const meta: Meta<typeof EntraAuditDrawer> = {
  title: 'Activity log',
  component: EntraAuditDrawer,
  args: { isOpen: true, onOpenChange: fn() },
}
export default meta
type Story = StoryObj<typeof EntraAuditDrawer>

/** Entries of the log, and not the chips above it. */
const entries = () => within(screen.getByRole('region', { name: 'Activity log' })).queryAllByRole('listitem')

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
    await userEvent.click(await screen.findByRole('button', { name: 'Filter' }))
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Outcome' }), 'Blocked')
    await waitFor(() => expect(entries()).toHaveLength(1))
    await expect(entries()[0]).toHaveTextContent('Fatima El-Sayed')
    await screen.findByText('Nothing earlier matches.')
  },
}

export const FilteredByText: Story = {
  play: async () => {
    await userEvent.type(await screen.findByRole('searchbox', { name: 'Search' }), 'Tom')
    await waitFor(() => expect(entries()).toHaveLength(1))
  },
}

/** Who was suspended in a week: a kind and two days, each a chip; one click takes all of it off. */
export const FilteredByKindAndDays: Story = {
  play: async () => {
    await screen.findByText(/Put back/)
    await userEvent.click(await screen.findByRole('button', { name: 'Filter' }))
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Kind' }), 'access')
    await fireEvent.change(screen.getByLabelText('From'), { target: { value: '2026-11-23' } })
    await fireEvent.change(screen.getByLabelText('Until'), { target: { value: '2026-11-23' } })
    await waitFor(() => expect(entries()).toHaveLength(1))
    await expect(entries()[0]).toHaveTextContent(/Enabled the account of/)
    const chips = within(screen.getByRole('list', { name: 'Filters that are on' }))
    await expect(chips.getAllByRole('listitem')).toHaveLength(4)
    await userEvent.click(chips.getByRole('button', { name: 'Remove the filter: Until 23 Nov 2026' }))
    await waitFor(() => expect(entries()).toHaveLength(3))
    await expect(screen.getByLabelText('Until')).toHaveValue('')
    await userEvent.click(screen.getByRole('button', { name: 'Clear all' }))
    await waitFor(() => expect(entries().length).toBeGreaterThan(5))
    await expect(screen.queryByRole('list', { name: 'Filters that are on' })).toBeNull()
  },
}

let address = ''
/** The host keeps the filter in its address, and a reload begins with it. */
export const KeptInTheAddress: Story = {
  render: function Kept(args) {
    const [search, setSearch] = useState('outcome=blocked&kind=dancing')
    address = search
    return (
      <EntraAuditDrawer
        {...args}
        filter={auditFilterFromSearch(search)}
        onFilterChange={(filter) => setSearch(auditFilterToSearch(filter))}
      />
    )
  },
  play: async () => {
    await waitFor(() => expect(entries()).toHaveLength(1))
    await userEvent.type(screen.getByRole('searchbox', { name: 'Search' }), 'Fatima')
    await expect(address).toBe('outcome=blocked&q=Fatima')
    await userEvent.click(screen.getByRole('button', { name: 'Remove the filter: Blocked' }))
    await expect(address).toBe('q=Fatima')
  },
}

export const OfOnePerson: Story = {
  args: { personId: person(0).id },
  play: async () => {
    await waitFor(() => expect(entries()).toHaveLength(2))
    await userEvent.click(await screen.findByRole('button', { name: 'Remove the filter: Ana Ruiz' }))
    await waitFor(() => expect(entries().length).toBeGreaterThan(5))
    // And from an entry to the person's others.
    const [details] = screen.getAllByText('Details')
    if (details) await userEvent.click(details)
    await userEvent.click(await screen.findByRole('button', { name: 'Only Tom Lee' }))
    await waitFor(() => expect(entries()).toHaveLength(1))
    await screen.findByRole('button', { name: 'Remove the filter: Tom Lee' })
  },
}

let bff: FakeBff | undefined

/** New entries wait behind a button, so that nothing moves under the reader's eyes. */
export const NewEntriesWait: Story = {
  parameters: { scene: { onBff: (made) => (bff = made) } satisfies Scene },
  play: async () => {
    const log = await screen.findByRole('region', { name: 'Activity log' })
    const list = within(log)
    await list.findByText(/Put back/)
    await waitFor(() => expect(bff?.calls).toContain('stream'))
    log.scrollTop = 150
    const read = entries()[4]?.getBoundingClientRect().top
    for (const seq of [43, 44]) {
      const written = entry(seq, 0, 'user.updated', { personId: person(11).id, personName: person(11).name })
      bff?.world.audit.unshift(written)
      bff?.push({ event: 'audit', data: written })
    }
    const show = await screen.findByRole('button', { name: '2 new entries' })
    await expect(list.queryByText(person(11).name, { exact: false })).toBeNull()
    // What is being read stands where it stood.
    await expect([log.scrollTop, entries()[4]?.getBoundingClientRect().top]).toEqual([150, read])
    await userEvent.click(show)
    // In the sentence of each; beside it a button names them, too.
    await waitFor(() => expect(list.getAllByText(person(11).name, { exact: false, selector: 'p' })).toHaveLength(2))
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

/** Retention has removed the beginning: nobody is told that this is where it began. */
export const WithoutItsBeginning: Story = {
  parameters: {
    scene: {
      world: {
        oldestKept: 29,
        verification: {
          ok: true,
          entries: 14,
          erased: 3,
          sealed: { seq: 28, hash: 'h' },
          head: 'h',
          brokenAt: null,
        },
      },
    } satisfies Scene,
  },
  play: async () => {
    await screen.findByText('What was older has been removed, as its time was over.')
    await userEvent.click(screen.getByRole('button', { name: 'Check the log' }))
    await screen.findByText(/14 entries checked 14:32\. It begins after entry 28; .* values of 3 entries were erased/)
  },
}

export const Checked: Story = {
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Check the log' }))
    await screen.findByText('Nothing was changed or removed: 1,234 entries checked 14:32.')
    await userEvent.click(screen.getByRole('button', { name: 'Check again' }))
    await screen.findByText(/1,234 entries checked/)
  },
}

export const Checking: Story = {
  parameters: { scene: { world: { silent: ['verifyAudit'] } } satisfies Scene },
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Check the log' }))
    await screen.findByText('Checking every entry …')
  },
}

export const NotChecked: Story = {
  parameters: { scene: { world: { refusals: { verifyAudit: 'too-many-requests' } } } satisfies Scene },
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Check the log' }))
    await screen.findByRole('alert')
    await screen.findByRole('button', { name: 'Try again' })
  },
}

/** Somebody was at the database: what that means, who looks, what to send them. */
export const TamperedWith: Story = {
  parameters: {
    scene: {
      world: { verification: { ok: false, entries: 1_234, erased: 0, sealed: null, head: 'a9f0c2d1', brokenAt: 877 } },
    } satisfies Scene,
  },
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Check the log' }))
    const alert = await screen.findByRole('alert')
    await expect(alert).toHaveTextContent(/not as it was written, from entry 877 on/)
    await within(alert).findByRole('button', { name: 'Copy for support' })
  },
}

export const TakenAway: Story = {
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Download' }))
    await userEvent.click(screen.getByRole('button', { name: 'As proof (NDJSON)' }))
    await screen.findByText(/^Saved: 14 entries, \d+ kB\.$/)
  },
}

export const TakingAway: Story = {
  args: { filter: { outcome: 'failed' } },
  parameters: { scene: { world: { filesHang: true } } satisfies Scene },
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Download' }))
    await screen.findByText('Only what the filters show.')
    await userEvent.click(screen.getByRole('button', { name: 'To read (CSV)' }))
    await screen.findByText(/entries so far/)
    await screen.findByRole('button', { name: 'Cancel' })
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
