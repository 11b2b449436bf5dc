import type { Meta, StoryObj } from '@storybook/react-vite'
import { useEffect, useRef } from 'react'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { createFakeBff } from '../../../.storybook/fake-bff.ts'
import { NOW } from '../../../.storybook/fake-people.ts'
import { mount } from './mount.tsx'

const meta: Meta = { title: 'Embedding' }
export default meta
type Story = StoryObj

const hostileCss = '.hostile * { all: unset !important; color: red !important; background: yellow !important }'

/** Two widgets by `mount()`, in a page whose styles are out to hurt them. */
function HostilePage() {
  const first = useRef<HTMLDivElement>(null)
  const second = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const mounted = [first, second].flatMap(({ current }) => {
      if (!current) return []
      return mount(current, {
        bffUrl: 'https://bff.example',
        redirectBridgeUrl: 'https://plumm.example/bridge',
        getSessionToken: () => Promise.resolve('a token'),
        permissions: ['status:read', 'integrations:read', 'integrations:manage'],
        locale: 'en-GB',
        environment: { fetch: createFakeBff().fetch, now: () => Date.parse(NOW) },
      })
    })
    return () => {
      // React does not let a root be taken down while another one draws.
      queueMicrotask(() => mounted.forEach(({ unmount }) => unmount()))
    }
  }, [])
  return (
    <div className="hostile">
      <style>{hostileCss}</style>
      <div ref={first} data-testid="first" />
      <div ref={second} data-testid="second" />
    </div>
  )
}

export const TwiceInShadowRoots: Story = {
  render: () => <HostilePage />,
  play: async ({ canvas }) => {
    const inside = async (testId: string) => {
      const { shadowRoot } = await canvas.findByTestId(testId)
      // Testing Library looks inside elements; a shadow root's first child is ours.
      const place = await waitFor(() => shadowRoot?.querySelector<HTMLElement>('.plumm-entra'))
      if (!shadowRoot || !place) throw new Error(`Nothing was mounted into ${testId}.`)
      return { shadowRoot, place: within(place) }
    }
    const one = await inside('first')
    const two = await inside('second')
    const heading = await one.place.findByRole('heading', { name: /keeps 412 people in step/ })
    await expect(getComputedStyle(heading).color).not.toBe('rgb(255, 0, 0)')

    await userEvent.click(one.place.getByRole('button', { name: /Disconnect/ }))
    const dialog = await waitFor(() => {
      const found = one.shadowRoot.querySelector<HTMLElement>('[role="alertdialog"]')
      if (!found) throw new Error('No dialog in the shadow root.')
      return found
    })
    await expect(document.querySelector('[role="alertdialog"]')).toBeNull()
    await userEvent.click(within(dialog).getByRole('button', { name: 'Disconnect' }))
    await one.place.findByRole('heading', { name: /Contoso is disconnected/ })
    await expect(two.place.getByRole('heading', { name: /keeps 412 people in step/ })).toBeVisible()
  },
}
