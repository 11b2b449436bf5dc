import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen, userEvent, waitFor } from 'storybook/test'
import { type FakeWorld, attempt, contoso, disconnected } from '../../../../.storybook/fake-bff.ts'
import { ago } from '../../../../.storybook/fake-people.ts'
import type { Scene } from '../../../../.storybook/scene.tsx'
import type { SignInOutcome } from '../auth/sign-in.ts'
import { EntraConnection } from './EntraConnection.tsx'

const meta: Meta<typeof EntraConnection> = { title: 'Connecting', component: EntraConnection }
export default meta
type Story = StoryObj<typeof EntraConnection>

const scene = (given: Scene) => ({ scene: given })
const onceThere = (name: RegExp) => waitFor(() => screen.getByRole('heading', { name }))

const signInEnding = (outcome: SignInOutcome): Scene => ({
  world: { connection: disconnected() },
  environment: { prepareSignIn: () => Promise.resolve({ open: () => Promise.resolve(outcome) }) },
})
const clickConnect = async () => {
  await userEvent.click(await screen.findByRole('button', { name: 'Connect' }))
}

export const Starting: Story = {
  parameters: scene({ world: { connection: disconnected(), silent: ['startAttempt'] } }),
  play: async () => {
    await clickConnect()
    await onceThere(/Opening Microsoft/)
  },
}

export const SigningIn: Story = {
  parameters: scene({ world: { connection: disconnected() } }),
  play: async () => {
    await clickConnect()
    await onceThere(/Sign in with Microsoft/)
  },
}

export const SignInWindowClosed: Story = {
  parameters: scene({
    world: { connection: disconnected() },
    environment: {
      prepareSignIn: () =>
        Promise.resolve({
          open: (onOpened) => {
            onOpened({ closed: true } as Window) // all that is looked at
            return new Promise(() => undefined)
          },
        }),
    },
  }),
  play: async () => {
    await clickConnect()
    await waitFor(() => screen.getByText(/window looks closed/), { timeout: 3_000 })
  },
}

export const PopupBlocked: Story = {
  parameters: scene(signInEnding({ is: 'popup-blocked' })),
  play: async () => {
    await clickConnect()
    await onceThere(/kept Microsoft’s window shut/)
  },
}

/** Microsoft's pages take this window instead, and lead back to it. */
export const ContinuedInThisWindow: Story = {
  parameters: scene({
    ...signInEnding({ is: 'popup-blocked' }),
    environment: {
      ...signInEnding({ is: 'popup-blocked' }).environment,
      leaveFor: (url) => {
        document.body.setAttribute('data-left-for', url)
      },
    },
  }),
  play: async () => {
    await clickConnect()
    await userEvent.click(await screen.findByRole('button', { name: 'Continue in this window' }))
    await waitFor(() => expect(document.body.getAttribute('data-left-for')).toMatch(/\/connect\/by-link\//))
    document.body.removeAttribute('data-left-for')
  },
}

export const SignInCancelled: Story = {
  parameters: scene(signInEnding({ is: 'cancelled' })),
  play: async () => {
    await clickConnect()
    await onceThere(/Sign-in was cancelled/)
    await userEvent.click(screen.getByRole('button', { name: 'Back' }))
    await onceThere(/Keep Microsoft Entra in step/)
    await clickConnect()
    await onceThere(/Sign-in was cancelled/)
  },
}

const refused = (code: 'not-an-administrator' | 'tenant-already-connected'): Scene => ({
  ...signInEnding({ is: 'signed-in', idToken: 'an id token' }),
  world: { connection: disconnected(), refusals: { signIn: code } },
})

export const NotAnAdministrator: Story = {
  parameters: scene(refused('not-an-administrator')),
  play: async () => {
    await clickConnect()
    await onceThere(/This account cannot connect/)
    await expect(screen.getByRole('button', { name: 'Use another account' })).toBeVisible()
    await expect(screen.getByRole('button', { name: 'Ask your IT administrator' })).toBeVisible()
  },
}

export const TenantTaken: Story = {
  parameters: scene(refused('tenant-already-connected')),
  play: async () => {
    await clickConnect()
    await onceThere(/connected to another company/)
  },
}

const signingIn: FakeWorld['connection'] = { ...disconnected(), state: 'signing-in', attemptId: 'a-1' }

export const BegunElsewhere: Story = {
  parameters: scene({ world: { connection: signingIn, attempt: attempt('signing-in', { tenant: null }) } }),
  play: () => onceThere(/Someone has begun/).then(() => undefined),
}

/** Whoever may only look sees that, and no buttons that would be refused. */
export const BegunByOthersForAReader: Story = {
  parameters: scene({ world: { connection: signingIn }, permissions: ['integrations:read'] }),
  play: async () => {
    await onceThere(/Someone has begun/)
    await expect(screen.queryByRole('button')).toBeNull()
  },
}

export const AskingTheAdministrator: Story = {
  parameters: scene({ world: { connection: disconnected() } }),
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Ask your IT administrator' }))
    await onceThere(/Waiting for your IT administrator/)
    await expect(screen.getByRole('textbox', { name: 'Link' })).toHaveDisplayValue(/\/connect\/by-link\//)
    await expect(screen.getByText(/It works until/)).toBeVisible()
  },
}

const asked = { for: 'administrator', expiresAt: ago(-71 * 60) } as const

/** The page was reloaded, or somebody else looks: the link itself is not kept anywhere. */
export const AskedBefore: Story = {
  parameters: scene({
    world: { connection: signingIn, attempt: attempt('signing-in', { tenant: null, link: asked }) },
  }),
  play: async () => {
    await onceThere(/Waiting for your IT administrator/)
    await userEvent.click(screen.getByRole('button', { name: 'Make a new link' }))
    await screen.findByRole('textbox', { name: 'Link' })
  },
}

export const AskedAndRefused: Story = {
  parameters: scene({
    world: {
      connection: signingIn,
      attempt: attempt('signing-in', {
        tenant: null,
        link: asked,
        refusal: { code: 'not-an-administrator', detail: 'Said by the fake BFF.' },
      }),
    },
  }),
  play: async () => {
    await screen.findByText(/This account cannot connect\. The link still works/)
  },
}

export const AskedAndSignedIn: Story = {
  parameters: scene({
    world: {
      connection: { ...disconnected(), state: 'awaiting-consent', attemptId: 'a-1', tenant: contoso },
      attempt: attempt('awaiting-consent', { consentUrl: null, link: asked }),
    },
  }),
  play: async () => {
    await screen.findByText(/Someone from contoso\.com has signed in/)
  },
}

export const AskedInVain: Story = {
  parameters: scene({
    world: { connection: signingIn, attempt: attempt('expired', { tenant: null, link: asked }) },
  }),
  play: async () => {
    await onceThere(/The link has ended/)
    await expect(screen.getByRole('button', { name: 'Ask your IT administrator' })).toBeVisible()
  },
}

const awaitingConsent: Scene['world'] = {
  connection: { ...disconnected(), state: 'awaiting-consent', attemptId: 'a-1', tenant: contoso },
}

export const Permissions: Story = {
  parameters: scene({ world: awaitingConsent }),
  play: () => onceThere(/Allow Plumm/).then(() => undefined),
}

export const WaitingForConsent: Story = {
  parameters: scene({ world: awaitingConsent }),
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Continue to Microsoft' }))
    await screen.findByText(/Waiting for Microsoft/)
  },
}

export const ConsentWindowBlocked: Story = {
  parameters: scene({ world: awaitingConsent, environment: { openWindow: () => null } }),
  play: async () => {
    await userEvent.click(await screen.findByRole('button', { name: 'Continue to Microsoft' }))
    await expect(await screen.findByRole('button', { name: 'Continue in this window' })).toBeVisible()
  },
}

export const ConsentRefused: Story = {
  parameters: scene({
    world: {
      ...awaitingConsent,
      attempt: attempt('refused', { refusal: { code: 'consent-refused', detail: 'Permission was not given.' } }),
    },
  }),
  play: () => onceThere(/Permission was not given/).then(() => undefined),
}

export const ConnectedThroughSignIn: Story = {
  parameters: scene({
    ...signInEnding({ is: 'signed-in', idToken: 'an id token' }),
    environment: {
      prepareSignIn: () =>
        Promise.resolve({ open: () => Promise.resolve({ is: 'signed-in', idToken: 'an id token' }) }),
    },
  }),
  play: async () => {
    await clickConnect()
    await onceThere(/Allow Plumm to look after accounts in Contoso/)
  },
}
