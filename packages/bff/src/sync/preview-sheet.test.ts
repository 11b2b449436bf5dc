import type { PreviewRow } from '@plumm/entra-shared'
import { expect, it } from 'vitest'
import { SHEET_COLUMNS, sheetLines } from './preview-sheet.ts'

const row = (more: Partial<PreviewRow>): PreviewRow => ({
  personId: 'ana',
  name: 'Ana Ruiz',
  email: 'ana@contoso.com',
  role: null,
  kind: 'none',
  reason: null,
  actor: 'nobody',
  changes: [],
  problems: [],
  entraUserId: null,
  signInName: null,
  ...more,
})
const who = ['Ana Ruiz', 'ana@contoso.com']

it.each<[what: string, row: Partial<PreviewRow>, lines: string[][]]>([
  ['nobody forgotten: who is in step has a line', {}, [[...who, 'Already in step', '', '', '', '', '']]],
  [
    'a line for each field',
    {
      kind: 'update',
      changes: [
        { field: 'jobTitle', before: 'Intern', after: 'Engineer' },
        { field: 'mobilePhone', before: '+44 1', after: null },
      ],
    },
    [
      [...who, 'Account is updated', 'Job title', 'Intern', 'Engineer', '', ''],
      [...who, 'Account is updated', 'Phone', '+44 1', '', '', ''],
    ],
  ],
  [
    'a value that is a word of ours',
    { kind: 'suspend', changes: [{ field: 'signIn', before: 'allowed', after: 'blocked' }] },
    [[...who, 'Will be suspended', 'Sign-in', 'Allowed', 'Blocked', '', '']],
  ],
  [
    'why, and who acts',
    { kind: 'none', reason: 'excluded' },
    [
      [
        ...who,
        'Left alone',
        '',
        '',
        '',
        'On the list of those who are never touched. Nothing to do.',
        'Nobody needs to do anything',
      ],
    ],
  ],
  [
    'a field that stays out of step, with a reason and somebody of its own',
    { kind: 'link', problems: [{ field: 'usageLocation', code: 'bad-country', actor: 'hr' }] },
    [
      [
        ...who,
        'Existing account is linked',
        'Usage location',
        '',
        '',
        'The country in Plumm is not one that Entra knows. Choose the country again.',
        'Needs HR',
      ],
    ],
  ],
  [
    'a field we have no name for, by its own',
    { kind: 'update', changes: [{ field: 'aboutMe', before: null, after: 'x' }] },
    [[...who, 'Account is updated', 'aboutMe', '', 'x', '', '']],
  ],
])('a preview’s spreadsheet has %s', (_, given, lines) => {
  expect(sheetLines(row(given))).toEqual(lines)
  for (const line of lines) expect(line).toHaveLength(SHEET_COLUMNS.length)
})
