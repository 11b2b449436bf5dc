import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor } from 'storybook/test'
import { type FakeBff, connected } from '../../../../.storybook/fake-bff.ts'
import { planRows } from '../../../../.storybook/fake-people.ts'
import type { Scene } from '../../../../.storybook/scene.tsx'
import { EntraConnection } from '../connection/EntraConnection.tsx'
import type { Environment } from '../options.ts'

const meta: Meta<typeof EntraConnection> = { title: 'Preview', component: EntraConnection }
export default meta
type Story = StoryObj<typeof EntraConnection>

let bff: FakeBff | undefined
const planned = (world: Partial<NonNullable<Scene['world']>> = {}) => ({
  scene: {
    world: { connection: { state: 'preview', ...connected() }, ...world },
    onBff: (made) => (bff = made),
  } satisfies Scene,
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

const listOfPeople = () => screen.findByRole('list', { name: 'People' })
const rowOf = (name: RegExp) => screen.findByRole('button', { name })

/** 5,000 people: what is in sight is in the document, and the end of the list is its end. */
export const FiveThousand: Story = {
  parameters: planned({ preview: { state: 'ready', planned: 5_000, rows: planRows(5_000), failure: null } }),
  play: async () => {
    const list = await listOfPeople()
    const box = list.parentElement
    await waitFor(() => expect(list.children.length).toBeGreaterThan(5))
    await expect(list.firstElementChild).toHaveAttribute('aria-setsize', '5000')
    await expect(list.children.length).toBeLessThan(60)
    // As far as it goes, and further as the rows turn out to be of another height than thought.
    await waitFor(
      async () => {
        box?.scrollTo({ top: box.scrollHeight })
        await expect(list.lastElementChild).toHaveAttribute('aria-posinset', '5000')
        await expect(list.lastElementChild).toHaveTextContent('Already in step')
      },
      { timeout: 15_000 },
    )
    await expect(list.children.length).toBeLessThan(60)
    box?.scrollTo({ top: 0 })
    await rowOf(/^Ana Ruiz Account/)
  },
}

/** Into the list with Tab, through it with arrow keys; the row that has the focus stays, however far one scrolls. */
export const ByKeyboard: Story = {
  parameters: planned({ preview: { state: 'ready', planned: 2_000, rows: planRows(2_000), failure: null } }),
  play: async () => {
    const first = await rowOf(/^Ana Ruiz Account/)
    screen.getByRole('searchbox', { name: 'Search' }).focus()
    await userEvent.tab()
    await expect(first).toHaveFocus()
    await userEvent.keyboard('{ArrowDown}')
    const second = await rowOf(/^Tom Lee Engineer/)
    await expect(second).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect(second).toHaveAttribute('aria-expanded', 'true')
    await screen.findByText('Sign-in')

    const list = await listOfPeople()
    list.parentElement?.scrollTo({ top: 20_000 })
    await waitFor(() => expect(list).toHaveTextContent('Tom Lee 27'))
    await expect(second).toHaveFocus()
    await expect(second).toHaveAttribute('aria-expanded', 'true')
    await userEvent.keyboard('{ArrowDown}')
    await waitFor(() => expect(document.activeElement?.closest('li')).toHaveAttribute('aria-posinset', '3'))
    await waitFor(() => expect(list.parentElement?.scrollTop).toBeLessThan(400))

    await userEvent.keyboard('{End}')
    await waitFor(() => expect(document.activeElement).toHaveTextContent('Already in step'), { timeout: 15_000 })
    await expect(document.activeElement?.closest('li')).toHaveAttribute('aria-posinset', '2000')
    await userEvent.keyboard('{Home}')
    await waitFor(() => expect(document.activeElement?.closest('li')).toHaveAttribute('aria-posinset', '1'))
    await userEvent.tab()
    await expect(screen.getByRole('button', { name: 'Download as CSV' })).toHaveFocus()
  },
}

/** The rest of the list is not to be had: what is there stays, and there is a way to try again. */
export const CutOff: Story = {
  parameters: planned({ preview: { state: 'ready', planned: 500, rows: planRows(500), failure: null } }),
  play: async () => {
    const list = await listOfPeople()
    await rowOf(/^Ana Ruiz Account/)
    if (bff) bff.world.refusals = { getPreview: 'not-found' }
    list.parentElement?.scrollTo({ top: 20_000 })
    await screen.findByRole('alert')
    if (bff) bff.world.refusals = {}
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(list).toHaveTextContent('Existing account is linked'))
    await expect(screen.queryByRole('alert')).toBeNull()
  },
}

export const NobodyFound: Story = {
  parameters: planned(),
  play: async () => {
    await rowOf(/^Ana Ruiz Account/)
    await userEvent.type(screen.getByRole('searchbox', { name: 'Search' }), 'nobody at all')
    await screen.findByText('There is no one to show for this filter.')
  },
}

let saved = ''
const keeping: Partial<Environment> = {
  openFile: async ({ name }) => {
    saved = `${name}: `
    const decoder = new TextDecoder()
    return {
      write: async (part) => void (saved += decoder.decode(part, { stream: true })),
      close: async () => void (saved += 'END'),
      abort: async () => void (saved = 'NOTHING'),
    }
  },
}

export const TakenAway: Story = {
  parameters: { scene: { ...planned().scene, environment: keeping } satisfies Scene },
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Download as CSV' }))
    await screen.findByText(/^Saved: 60 lines, \d+ kB\.$/)
    await expect(saved).toMatch(/^entra-preview\.csv: Person,Email\nAna Ruiz,.*END$/s)
  },
}

/** It says how far it is, and can be stopped; nothing of it is kept then. */
export const TakingAway: Story = {
  parameters: { scene: { ...planned({ filesHang: true }).scene, environment: keeping } satisfies Scene },
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Download as CSV' }))
    await screen.findByText(/^60 lines so far/)
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    await screen.findByRole('button', { name: 'Download as CSV' })
    await expect(saved).toBe('NOTHING')
  },
}

export const NotTakenAway: Story = {
  parameters: planned({ refusals: { exportPreview: 'internal' } }),
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Download as CSV' }))
    await expect(await screen.findByRole('alert')).toHaveTextContent('The file was not saved.')
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
