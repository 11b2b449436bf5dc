import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, it } from 'vitest'
import { BadgeProvider } from './status/BadgeProvider.tsx'
import { EntraAuditDrawer, EntraConnection, EntraProvider, EntraStatusBadge } from './index.ts'

const options = {
  bffUrl: 'https://bff.example',
  redirectBridgeUrl: '/bridge',
  getSessionToken: () => Promise.reject(new Error('A server asks for no session.')),
}

it('is drawn by a server as what it is before anything is known', () => {
  const parts = [
    createElement(EntraConnection, { key: 'panel' }),
    createElement(EntraStatusBadge, { key: 'badge', personId: 'p-1' }),
    createElement(EntraAuditDrawer, { key: 'log', isOpen: false, onOpenChange: () => {} }),
  ]
  const html = renderToString(createElement(EntraProvider, options, ...parts))
  expect(html).toContain('pe-skeleton')
  expect(html).toContain('pe-badge')
})

it('is drawn by a server as badges alone', () => {
  const html = renderToString(
    createElement(BadgeProvider, options, createElement(EntraStatusBadge, { personId: 'p-1' })),
  )
  expect(html).toContain('pe-badge')
})
