import { type PlanKind, planWords } from '@plumm/entra-shared'
import type { Formats } from '../formats.ts'

/** The preview: what would happen, before it happens. */
export const plan = (f: Formats) => {
  const people = (count: number) => f.count(count, { one: '# person', other: '# people' })
  return {
    headline: (tenant: string) => `This is what will change in ${tenant}`,
    text: 'Nothing has happened yet. Look as long as you like; open a row to see every field before and after.',
    planning: (done: number, total: number) => `Looked at ${f.number(done)} of ${people(total)}`,
    planningText: 'We compare everyone in Plumm with the accounts in Entra. Nothing is changed.',
    kinds: {
      suspend: 'Suspend',
      block: 'Blocked',
      hold: 'On hold',
      create: 'Create',
      link: 'Link',
      update: 'Update',
      none: 'In step',
    } satisfies Record<PlanKind, string>,
    /** Beside each row. */
    does: planWords as Readonly<Record<PlanKind, string>>,
    everyone: 'Everyone',
    filters: 'What would happen',
    search: 'Search',
    searchHint: 'Name or email',
    rows: 'People',
    changes: (count: number) => f.count(count, { one: '# field', other: '# fields' }),
    noChanges: 'Nothing about the account changes.',
    keepsSignInName: (signInName: string) => `Signs in as ${signInName} until the email changes in Plumm.`,
    before: 'Now in Entra',
    after: 'Will be',
    field: 'Field',
    empty: 'empty',
    erased: 'erased',
    nobody: 'Nobody',
    nobodyText: 'There is no one to show for this filter.',
    risk: (count: number, names: readonly string[]) => {
      const others = count - names.length
      const listed = f.list(others > 0 ? [...names, f.count(others, { one: '# more', other: '# more' })] : names)
      return `${f.count(count, { one: '# person will be suspended at once', other: '# people will be suspended at once' })}: ${listed}.`
    },
    riskText: 'They cannot sign in any more and are signed out everywhere. Their accounts and data stay.',
    waits: (held: number, blocked: number) => {
      const parts = [
        ...(held > 0
          ? [f.count(held, { one: '# question waits for your answer', other: '# questions wait for your answer' })]
          : []),
        ...(blocked > 0 ? [f.count(blocked, { one: '# person is blocked', other: '# people are blocked' })] : []),
      ]
      return parts.length === 0 ? '' : `${f.list(parts)}; everyone else goes ahead.`
    },
    reach: 'Choose who is looked after',
    blockedSignIn: {
      legend: 'If someone else blocked a sign-in in Entra',
      ask: 'Ask me each time',
      askText: 'It may have been an incident. Other fields still sync.',
      putBack: 'Put it back',
      putBackText: 'Plumm decides who can sign in, as for every other field.',
    },
    start: (count: number) => `Start sync for ${people(count)}`,
    starting: 'Starting …',
    planAgain: 'Plan again',
    notNow: 'Disconnect instead',
    stale: {
      headline: 'This preview is out of date',
      text: 'It is older than a day, or something changed since. Plan again to see how things stand now.',
    },
    unsaved: {
      headline: 'This mapping is not saved',
      text: 'This is what it would change. Save it to start with it, or plan again with the one in force.',
    },
    failed: { headline: 'The preview could not be made' },
    loading: 'Reading the preview',
  }
}
