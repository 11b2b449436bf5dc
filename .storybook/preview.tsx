import type { Preview } from '@storybook/react-vite'
import { withScene } from './scene.tsx'
import './host.css'

const preview: Preview = {
  decorators: [withScene],
  globalTypes: {
    theme: {
      description: 'Light or dark',
      toolbar: { icon: 'contrast', items: ['system', 'light', 'dark'], dynamicTitle: true },
    },
    locale: {
      description: 'Language',
      toolbar: { icon: 'globe', items: ['en-GB', 'de', 'ar'], dynamicTitle: true },
    },
  },
  initialGlobals: { theme: 'system', locale: 'en-GB' },
  parameters: {
    layout: 'padded',
    a11y: { test: 'error' },
  },
}
export default preview
