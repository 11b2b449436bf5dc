import { BrowserAuthError } from '@azure/msal-browser'
import { expect, it } from 'vitest'
import { outcomeOf } from './outcome-of.ts'

it.each([
  ['user_cancelled', { is: 'cancelled' }],
  ['access_denied', { is: 'cancelled' }],
  ['timed_out', { is: 'cancelled' }],
  ['popup_window_error', { is: 'popup-blocked' }],
  ['empty_window_error', { is: 'popup-blocked' }],
  ['endpoints_resolution_error', { is: 'failed', code: 'endpoints_resolution_error' }],
])('takes msal’s %s for what it means', (code, outcome) => {
  expect(outcomeOf(new BrowserAuthError(code, ''))).toEqual(outcome)
})

it('takes anything else for a failure with whatever name it has', () => {
  expect(outcomeOf(new TypeError('x'))).toEqual({ is: 'failed', code: 'TypeError' })
  expect(outcomeOf('x')).toEqual({ is: 'failed', code: 'unknown' })
})
