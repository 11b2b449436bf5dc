import type { Decorator } from '@storybook/react-vite'
import { type ReactNode, useState } from 'react'
import { permissions as allPermissions } from '../packages/shared/src/index.ts'
import { EntraProvider, type Environment, type Theme, type WidgetOptions } from '../packages/widget/src/index.ts'
import { type FakeBff, type FakeWorld, createFakeBff } from './fake-bff.ts'
import { NOW } from './fake-people.ts'

/** What a story says about the world it plays in: `parameters: { scene: { … } satisfies Scene }`. */
export interface Scene {
  world?: Partial<FakeWorld>
  permissions?: WidgetOptions['permissions']
  /** As the toolbar says where absent. */
  locale?: string
  environment?: Partial<Environment>
  /** Told of the BFF that was made for this story. */
  onBff?: (bff: FakeBff) => void
}

/** For stories that look at their BFF, or change what it knows: the scene that hands it over, and the BFF itself. */
export function watchedScene() {
  let bff: FakeBff | undefined
  return {
    scene: (given: Scene = {}) => ({ scene: { onBff: (made) => (bff = made), ...given } satisfies Scene }),
    theBff: (): FakeBff => {
      if (!bff) throw new Error('The story has no BFF yet.')
      return bff
    },
  }
}

/** A clock that stands still, chance that is none, and no windows. */
const environment: Partial<Environment> = {
  now: () => Date.parse(NOW),
  random: () => 0,
  openWindow: () => window,
  leaveFor: () => undefined,
  here: () => 'https://plumm.example/store/entra',
  // Whatever is saved goes nowhere, unless a story looks.
  openFile: () => Promise.resolve({ write: async () => {}, close: async () => {}, abort: async () => {} }),
  prepareSignIn: () => Promise.resolve({ open: () => new Promise(() => undefined) }),
}

/** Every story in a provider of its own, with a BFF of its own. */
export const withScene: Decorator = (Story, { id, parameters, globals }) => {
  const scene = (parameters['scene'] ?? {}) as Scene // parameters are untyped in Storybook
  const theme = globals['theme'] === 'light' || globals['theme'] === 'dark' ? globals['theme'] : 'system'
  const locale = typeof globals['locale'] === 'string' ? globals['locale'] : 'en-GB'
  return (
    <Stage key={`${id}/${locale}`} scene={scene} theme={theme} locale={scene.locale ?? locale}>
      <Story />
    </Stage>
  )
}

function Stage({
  scene,
  theme,
  locale,
  children,
}: {
  scene: Scene
  theme: Theme
  locale: string
  children: ReactNode
}) {
  const [bff] = useState(() => {
    const made = createFakeBff(structuredClone(scene.world ?? {}))
    scene.onBff?.(made)
    return made
  })
  return (
    <EntraProvider
      bffUrl="https://bff.example"
      redirectBridgeUrl="https://plumm.example/bridge"
      getSessionToken={() => Promise.resolve('a token')}
      permissions={scene.permissions ?? allPermissions}
      locale={locale}
      theme={theme}
      environment={{ ...environment, fetch: bff.fetch, ...scene.environment }}
    >
      {children}
    </EntraProvider>
  )
}
