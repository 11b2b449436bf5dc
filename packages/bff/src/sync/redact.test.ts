import { expect, it } from 'vitest'
import { redact } from './redact.ts'

const redaction = { texts: new Set(['ana ruiz', 'ana.ruiz@contoso.com']), entraUserIds: new Set(['e-ana']) }

it.each<[what: string, before: unknown, after: unknown]>([
  ['a name, however it is written', ['Ana Ruiz', ' ANA RUIZ '], ['', '']],
  ['an address', { before: 'Ana.Ruiz@contoso.com' }, { before: '' }],
  ['no name that only begins like it', ['Ana Ruiz Silva', 'Ana'], ['Ana Ruiz Silva', 'Ana']],
  [
    'what a candidate is called, whatever Entra calls it',
    { entraUserId: 'e-ana', name: 'Ruiz, Ana (Sales)', signInName: 'aruiz@contoso.com' },
    { entraUserId: 'e-ana', name: '', signInName: '' },
  ],
  [
    'a conflict inside a problem, and nothing of the problem',
    { field: 'mail', code: 'address-taken', conflict: { entraUserId: 'e-ana', name: 'A. R.' } },
    { field: 'mail', code: 'address-taken', conflict: { entraUserId: 'e-ana', name: '' } },
  ],
  [
    'somebody’s manager, by the account',
    { field: 'manager', before: null, after: 'A. R.', ids: { before: null, after: 'e-ana' } },
    { field: 'manager', before: null, after: '', ids: { before: null, after: 'e-ana' } },
  ],
  ['nothing of another account', { entraUserId: 'e-tom', name: 'Tom' }, { entraUserId: 'e-tom', name: 'Tom' }],
  ['no number, no truth, no null', [1, true, null], [1, true, null]],
])('empties %s', (_what, before, after) => {
  expect(redact(before, redaction)).toEqual(after)
})
