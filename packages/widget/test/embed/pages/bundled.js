import { mount } from '@plumm/entra-widget'

// A page under a strict policy has no script of its own in its text, so what it is about stands in its attributes.
const element = document.querySelector('#entra')
const { bff, token, person } = element.dataset
window.mounted = mount(element, {
  bffUrl: bff,
  redirectBridgeUrl: `${location.origin}/bridge.html`,
  getSessionToken: () => Promise.resolve(token),
  locale: 'en-GB',
  ...(person ? { view: { is: 'badge', personId: person } } : {}),
})
