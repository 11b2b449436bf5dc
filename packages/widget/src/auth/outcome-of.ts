import type { SignInOutcome } from './sign-in.ts'

/**
 * What an msal-browser error means for the person in front of the window. Codes:
 * `@azure/msal-browser` BrowserAuthErrorCodes, and OAuth's own (RFC 6749 §4.1.2.1).
 */
export function outcomeOf(error: unknown): Exclude<SignInOutcome, { is: 'signed-in' }> {
  const code = codeOf(error)
  switch (code) {
    case 'user_cancelled':
    case 'access_denied':
    case 'timed_out':
    case 'interaction_in_progress_cancelled':
      return { is: 'cancelled' }
    case 'popup_window_error':
    case 'empty_window_error':
      return { is: 'popup-blocked' }
    default:
      return { is: 'failed', code }
  }
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown'
  if ('errorCode' in error && typeof error.errorCode === 'string') return error.errorCode
  return error instanceof Error ? error.name : 'unknown'
}
