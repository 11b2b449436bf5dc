import type { Decorator, Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent } from 'storybook/test'
import { connected } from '../../../.storybook/fake-bff.ts'
import { report } from '../../../.storybook/fake-people.ts'
import type { Scene } from '../../../.storybook/scene.tsx'
import { EntraConnection } from './connection/EntraConnection.tsx'
import { EntraStatusBadge } from './status/EntraStatusBadge.tsx'
import '../themes/fluent.css'
import '../themes/plumm.css'

/** Custom properties that a host sets around the widget: docs/theming.md. */
const meta: Meta<typeof EntraConnection> = { title: 'Theming', component: EntraConnection }
export default meta
type Story = StoryObj<typeof EntraConnection>

/** Around everything, as on a host's `<html>`: dialogs are drawn at the end of the page. */
const inTheme =
  (name: string): Decorator =>
  (Story) => {
    document.documentElement.className = name
    return (
      <>
        <div style={{ marginBlockEnd: 16 }}>
          <EntraStatusBadge personId="p-1" /> <EntraStatusBadge personId="p-2" /> <EntraStatusBadge personId="p-3" />
        </div>
        <Story />
      </>
    )
  }
const afterwards = () => () => {
  document.documentElement.className = ''
}
const scene: Scene = {
  world: {
    connection: { state: 'active', ...connected(), openHolds: 2, counts: { ...connected().counts, blocked: 1 } },
    statuses: [report('synced'), report('held', {}, 'p-2'), report('blocked', { actor: 'hr' }, 'p-3')],
  },
}
const looked: Story['play'] = async () => {
  await screen.findByRole('heading', { name: /in step with Contoso/ })
  await screen.findByText('On hold')
}

export const LikePlumm: Story = {
  decorators: [inTheme('plumm-entra-theme-plumm')],
  beforeEach: afterwards,
  parameters: { scene },
  play: looked,
}

export const LikeFluent: Story = {
  decorators: [inTheme('plumm-entra-theme-fluent')],
  beforeEach: afterwards,
  parameters: { scene },
  play: looked,
}

export const ADialogLikeFluent: Story = {
  ...LikeFluent,
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: /Disconnect/ }))
    const confirm = await screen.findByRole('button', { name: 'Stay connected' })
    // However dense: WCAG 2.2, 2.5.8.
    await expect(confirm.getBoundingClientRect().height).toBeGreaterThanOrEqual(24)
    await expect(getComputedStyle(confirm).borderRadius).toBe('3.2px')
  },
}
