import type { Meta, StoryObj } from '@storybook/react-vite'
import type { PersonStatusReport } from '@plumm/entra-shared'
import { expect, screen, userEvent, waitFor } from 'storybook/test'
import { type FakeBff, createFakeBff } from '../../../../.storybook/fake-bff.ts'
import { ago, people, person, report } from '../../../../.storybook/fake-people.ts'
import type { Scene } from '../../../../.storybook/scene.tsx'
import { BadgeProvider } from './BadgeProvider.tsx'
import { EntraStatusBadge } from './EntraStatusBadge.tsx'

const meta: Meta<typeof EntraStatusBadge> = {
  title: 'Badge',
  component: EntraStatusBadge,
  args: { personId: person(0).id },
}
export default meta
type Story = StoryObj<typeof EntraStatusBadge>

/** The badge, and its card opened. */
const opened = (status: PersonStatusReport, word: string): Story => ({
  parameters: { scene: { world: { statuses: [status] } } satisfies Scene },
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: `Microsoft Entra: ${word}` }))
    await screen.findByRole('dialog')
  },
})

export const InStep: Story = opened(report('synced'), 'In step')
export const Waiting: Story = opened(report('pending', { reason: 'settling' }), 'Waiting')
export const TryingAgain: Story = opened(
  report('retrying', { reason: 'throttled', actor: 'microsoft', nextRetryAt: '2026-11-24T14:34:00.000Z' }),
  'Trying again',
)
export const OnHold: Story = opened(report('held', { reason: 'sign-in-blocked', actor: 'hr' }), 'On hold')
export const NeedsIt: Story = opened(report('blocked', { reason: 'domain-not-verified', actor: 'it' }), 'Needs IT')
export const NeedsHr: Story = opened(
  report('blocked', {
    reason: 'field-problems',
    actor: 'hr',
    problems: [
      { field: 'mobilePhone', code: 'bad-phone', actor: 'hr' },
      { field: 'usageLocation', code: 'bad-country', actor: 'hr' },
    ],
  }),
  'Needs HR',
)
export const Suspended: Story = opened(report('suspended'), 'Suspended in Entra')
export const LeftAlone: Story = opened(report('excluded'), 'Left alone')
export const NotConnected: Story = opened(report('not-connected'), 'Not connected')

/** An ordinary viewer sees less: no account, no reason, nothing to press. */
export const SeenByAViewer: Story = {
  parameters: {
    scene: {
      world: { statuses: [{ personId: person(0).id, status: 'blocked', problems: [] }] },
      permissions: ['status:read'],
    } satisfies Scene,
  },
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Microsoft Entra: Blocked' }))
    await screen.findByRole('dialog')
    await expect(screen.queryByRole('button', { name: /into step/ })).toBeNull()
  },
}

export const Looking: Story = { parameters: { scene: { world: { silent: ['getStatuses'] } } satisfies Scene } }

export const Retried: Story = {
  ...opened(report('retrying', { reason: 'unavailable' }), 'Trying again'),
  play: async (context) => {
    await opened(report('retrying'), 'Trying again').play?.(context)
    await userEvent.click(screen.getByRole('button', { name: 'Try now' }))
    await screen.findByText(/Asked for/)
  },
}

const kinds = ['synced', 'blocked', 'suspended', 'pending', 'held', 'synced', 'retrying', 'excluded'] as const
const everyone = people.map(({ id }, index) => report(kinds[index % kinds.length] ?? 'synced', {}, id))
let bff: FakeBff | undefined

/** A page of badges costs one request, and they move by themselves. */
export const OnAPage: Story = {
  parameters: { scene: { world: { statuses: everyone }, onBff: (made) => (bff = made) } satisfies Scene },
  render: () => (
    <table style={{ borderSpacing: '24px 6px' }}>
      <tbody>
        {people.map(({ id, name }) => (
          <tr key={id}>
            <td>{name}</td>
            <td>
              <EntraStatusBadge personId={id} card={false} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  ),
  play: async () => {
    await waitFor(() => expect(screen.getAllByText('In step')).toHaveLength(3))
    await expect(bff?.calls.filter((name) => name === 'getStatuses')).toHaveLength(1)
    bff?.push({ event: 'status', data: [report('suspended', { lastSyncedAt: ago(0) }, person(0).id)] })
    await waitFor(() => expect(screen.getAllByText('Suspended in Entra')).toHaveLength(3))
    await expect(bff?.calls.filter((name) => name === 'getStatuses')).toHaveLength(1)
  },
}

const alone = createFakeBff({ statuses: [report('retrying', { reason: 'unavailable' })] })

/** The badge entry by itself: the card brings the rest of the widget, and its answer moves this page's badge. */
export const WithoutThePanel: Story = {
  render: ({ personId }) => (
    <BadgeProvider
      bffUrl="https://bff.example"
      getSessionToken={() => Promise.resolve('a token')}
      permissions={['status:read', 'integrations:read', 'integrations:manage']}
      locale="en-GB"
      environment={{ fetch: alone.fetch }}
    >
      <EntraStatusBadge personId={personId} />
    </BadgeProvider>
  ),
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Microsoft Entra: Trying again' }))
    await screen.findByRole('dialog')
    await userEvent.click(screen.getByRole('button', { name: 'Try now' }))
    await screen.findByText(/Asked for/)
    await expect(alone.calls.filter((name) => name === 'stream')).toHaveLength(1)
  },
}
