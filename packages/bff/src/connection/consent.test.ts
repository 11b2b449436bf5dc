import { describe, expect, it } from 'vitest'
import { consentUrl, readConsentRedirect } from './consent.ts'

const back = (query: string) => readConsentRedirect(new URL(`https://bff.example/connect/consent?${query}`))

it('sends the administrator to the consent page of the tenant that was proven', () => {
  const url = new URL(
    consentUrl({
      authorityOrigin: 'https://login.microsoftonline.com',
      tenantId: 'c0a7050a-1111-4c0a-8c0a-000000000001',
      clientId: 'our-app',
      scope: 'https://graph.microsoft.us/.default',
      redirectUri: 'https://bff.example/connect/consent',
      state: 'a+b/c=&d',
    }),
  )
  expect(url.origin + url.pathname).toBe(
    'https://login.microsoftonline.com/c0a7050a-1111-4c0a-8c0a-000000000001/v2.0/adminconsent',
  )
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: 'our-app',
    scope: 'https://graph.microsoft.us/.default',
    redirect_uri: 'https://bff.example/connect/consent',
    state: 'a+b/c=&d',
  })
})

describe('what comes back', () => {
  it.each([
    ['admin_consent=True&tenant=t1&scope=x&state=s', { is: 'granted', tenant: 't1', state: 's' }],
    ['admin_consent=true&tenant=t1&state=s', { is: 'granted', tenant: 't1', state: 's' }],
    [
      'admin_consent=True&error=consent_required&error_description=AADSTS65004%3a+The+resource+owner&state=s',
      { is: 'refused', state: 's', error: 'consent_required', description: 'AADSTS65004: The resource owner' },
    ],
    [
      'error=permission_denied&error_description=The+admin+canceled+the+request&state=s&tenant=t1&admin_consent=True',
      { is: 'refused', state: 's', error: 'permission_denied', description: 'The admin canceled the request' },
    ],
    ['error=access_denied&state=s', { is: 'refused', state: 's', error: 'access_denied', description: '' }],
    ['admin_consent=True&tenant=t1', { is: 'malformed' }],
    ['admin_consent=True&tenant=t1&state=', { is: 'malformed' }],
    ['admin_consent=False&tenant=t1&state=s', { is: 'malformed' }],
    ['tenant=t1&state=s', { is: 'malformed' }],
    ['admin_consent=True&state=s', { is: 'malformed' }],
    ['', { is: 'malformed' }],
  ])('%s', (query, expected) => {
    expect(back(query)).toEqual(expected)
  })
})
