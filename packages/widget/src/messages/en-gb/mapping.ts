import type { EntraField, MappingFault, PlanKind } from '@plumm/entra-shared'
import type { PersonPath, SourceKind } from '../../mapping/sources.ts'
import type { FieldGroup } from '../../mapping/field-groups.ts'
import type { Formats } from '../formats.ts'
import { fieldNames } from './fields.ts'

/** Plumm's own names for what it knows of a person. */
const properties = {
  id: 'Id in Plumm',
  email: 'Email',
  firstName: 'First name',
  lastName: 'Last name',
  displayName: 'Display name',
  role: 'Role',
  department: 'Department',
  'location.office': 'Office',
  'location.city': 'City',
  'location.country': 'Country',
  phone: 'Phone',
  employeeNumber: 'Employee ID',
  managerId: 'Manager',
  entity: 'Entity',
  costCenter: 'Cost centre',
  startDate: 'Start date',
  endDate: 'Revoke access date',
  timeZone: 'Time zone',
  status: 'Status',
} satisfies Record<PersonPath, string>

/** The field mapping editor: which property in Plumm becomes which field in Entra. */
export const mapping = (f: Formats) => ({
  properties,
  intro:
    'Each line is a field of the account in Entra, and where its value comes from. Plumm decides about these fields: what somebody changes there by hand is put back.',
  groups: {
    names: 'Name',
    'sign-in': 'Sign-in and email',
    work: 'Work',
    place: 'Place',
    phones: 'Phone',
  } satisfies Record<FieldGroup, string>,
  columns: { plumm: 'In Plumm', entra: 'In Entra', example: 'Example' },
  example: {
    with: (name: string) => `Shown with ${name}`,
    other: 'Show somebody else',
    search: 'Search for a person',
    hint: 'Name or email',
    found: 'People found',
    nobody: 'Nobody in Plumm fits.',
    noPeople: 'The examples appear once Plumm’s people are known here: after you connect.',
    unreadable: 'The example cannot be shown just now.',
    emptied: 'emptied',
    left: 'left as it is',
    notSet: 'not carried over',
  },

  /** A source, as one line. */
  source: {
    copy: (property: string) => property,
    lowerCase: (property: string) => `${property}, in lower case`,
    localPart: (property: string) => `${property}, up to the @`,
    constant: (text: string) => `“${text}” for everyone`,
    lookup: (property: string) => `${property}, by a table`,
    firstOf: (sources: readonly string[]) => sources.join(', or else '),
    none: 'Nothing',
  },
  onCreate: 'only for a new account',
  changed: 'Changed, not saved yet',
  wrong: 'Needs another look',

  from: 'Where it comes from',
  kinds: {
    none: 'Nothing: leave this field to Entra',
    copy: 'A property of the person',
    lowerCase: 'A property, in lower case',
    localPart: 'A property, up to the @',
    template: 'A text with properties in it',
    constant: 'The same text for everyone',
    lookup: 'A table: one word for another',
    firstOf: 'The first of several that is not empty',
  } satisfies Record<SourceKind | 'none', string>,
  property: 'Property',
  text: 'Text',
  templateHint: 'Properties stand between braces, as in {firstName} {lastName}.',
  insert: 'Add a property',
  table: {
    legend: 'The table',
    from: (property: string) => `${property} in Plumm`,
    to: 'In Entra',
    add: 'Add a line',
    fill: (property: string) => `List every ${property.toLocaleLowerCase(f.locale)} in Plumm`,
    remove: (word: string) => (word === '' ? 'Remove this line' : `Remove the line for ${word}`),
    people: (count: number) => f.count(count, { one: '# person', other: '# people' }),
    otherwise: 'Anything that is not in the table counts as empty.',
    twice: 'This word is in the table already. The lower line counts.',
  },
  several: {
    legend: 'In this order',
    nth: (place: number) => `Choice ${f.number(place)}`,
    add: 'Add another',
    up: (place: number) => `Move choice ${f.number(place)} up`,
    remove: (place: number) => `Remove choice ${f.number(place)}`,
  },
  write: 'When it is written',
  writeIs: {
    always: ['Always', 'Kept in step: changed in Plumm, it changes in Entra; changed in Entra, it is put back.'],
    'on-create': ['Only for a new account', 'Set once. Afterwards others may change it, and Plumm leaves it alone.'],
  } satisfies Record<'always' | 'on-create', [string, string]>,
  whenEmpty: 'When Plumm has nothing',
  whenEmptyIs: {
    clear: ['Empty it in Entra', 'What stands there is removed.'],
    leave: ['Leave what stands in Entra', 'Nothing is removed.'],
  } satisfies Record<'clear' | 'leave', [string, string]>,
  /** Why some of it cannot be chosen. */
  fixed: {
    userPrincipalName: 'People sign in with their email, so this is always the email, also after it changes.',
    mail: 'Written once: Exchange looks after it as soon as there is a mailbox.',
    manager: 'Points at the manager’s account, once both are there. It is emptied only where Plumm had set it.',
    mailNickname: 'Entra creates no account without it. Exchange uses it for addresses.',
    displayName: 'Entra creates no account without it.',
    usageLocation: 'Two letters. Microsoft 365 gives out no licences without it, and it cannot be emptied.',
  } as Readonly<Partial<Record<EntraField, string>>>,
  standard: 'As in the standard mapping',

  fault: (fault: MappingFault, field: EntraField): string => {
    switch (fault.is) {
      case 'field-missing':
        return `${fieldNames[field] ?? field}: Entra creates no account without it. Say where it comes from.`
      case 'written-twice':
        return 'Another line writes this field already. Remove one of them.'
      case 'not-clearable':
        return 'Entra does not let this field be emptied. Choose to leave what stands there.'
      case 'not-the-email':
        return 'People sign in with their email. Choose the email.'
      case 'on-create-only':
        return 'Exchange looks after this once there is a mailbox. Choose “only for a new account”.'
      case 'always-only':
        return 'It is set once both accounts exist. Choose “always”.'
      case 'not-the-manager':
        return 'It names another person. Choose the manager.'
      case 'unknown-property':
        return fault.meant === null
          ? `Plumm has no “${fault.named}”. Choose a property from the list.`
          : `Plumm has no “${fault.named}”. Perhaps ${fault.meant}?`
      case 'brace-left-over':
        return 'A brace is left over. Each property stands between one { and one }.'
      case 'no-property':
        return 'The text names no property, so it would be the same for everyone. Add one, or choose “the same text for everyone”.'
      case 'table-empty':
        return 'The table is empty. Add a line.'
      case 'text-empty':
        return 'Enter a text, or choose “nothing”.'
      case 'too-long':
        return `This has ${f.number(fault.text.length)} characters; Entra takes ${f.number(fault.max)}. Shorten it.`
      case 'refused-by-entra':
        return `Entra does not take “${fault.text}” here. Enter another value.`
      case 'never-reached':
        return `“${fault.text}” always has a value, so what follows is never used. Move it to the end.`
    }
  },

  reset: 'Back to the standard mapping',
  isStandard: 'This is the standard mapping.',
  see: 'See what it would change',
  saved: 'Saved. Everyone is looked at again now; what was planned before has to be planned anew.',
  savedNotConnected: 'Saved. It counts from the moment you connect.',
  effect: {
    title: 'What this would change',
    text: 'Nothing is saved, and nothing has changed in Entra.',
    back: 'Back to the mapping',
    planning: 'Comparing everyone in Plumm with their accounts',
    /** How many accounts would be written to. */
    sum: ({ create, link, update, suspend }: Readonly<Record<PlanKind, number>>) => {
      const changes = create + link + update + suspend
      return changes === 0
        ? 'Nothing would change for anybody.'
        : f.count(changes, { one: '# account would change.', other: '# accounts would change.' })
    },
    connectFirst: 'Once you are connected you can see here what a change would do, before you save it.',
  },
})

export type MappingMessages = ReturnType<typeof mapping>
