import type { Settings } from '@plumm/entra-shared'
import type { FuseSize } from '../../settings/settings-draft.ts'
import type { Formats } from '../formats.ts'

/** The settings drawer. Each choice says what follows from it. */
export const settings = (f: Formats) => {
  const people = (count: number) => f.count(count, { one: '# person', other: '# people' })
  const leavers = (count: number) => f.count(count, { one: '# leaver', other: '# leavers' })
  const regions = new Intl.DisplayNames(f.locale, { type: 'region' })
  const or = new Intl.ListFormat(f.locale, { type: 'disjunction' })

  return {
    tabs: {
      label: 'Kinds of settings',
      rules: 'How it works',
      reach: 'Who is looked after',
      mapping: 'What is carried over',
    },
    loading: 'Reading the settings',
    save: 'Save',
    saving: 'Saving …',
    undo: 'Undo changes',
    saved: 'Saved.',
    unsaved: 'Changes that are not saved yet.',
    invalid: 'Something needs another look before it can be saved.',
    conflict: 'Somebody else changed this meanwhile, so nothing was saved.',
    conflictTodo: 'Look at theirs; then make your change again.',
    lookAtTheirs: 'Look at theirs',
    leave: {
      title: 'Leave without saving?',
      text: 'What you changed here is not saved yet, and would be gone.',
      stay: 'Keep editing',
      go: 'Leave without saving',
    },

    dates: {
      title: 'When people start and leave',
      timeZone: 'The company’s time zone',
      timeZoneHint: 'Type a city or a region, such as Lisbon.',
      timeZoneMeans:
        'A first and a last day begin and end at midnight here, unless Plumm knows a person’s own time zone.',
      now: (clock: string) => `It is ${clock} there now.`,
      noSuchZone: 'We know no such time zone. Choose one from the list, such as Europe/London.',
      joiners: 'Somebody who starts on a later day',
      joinersIs: {
        ahead: ['Make the account ahead', 'It is there but shut, and opens by itself on the first day.'],
        'first-day': ['Make it on the first day', 'Nothing is in Entra before that day.'],
      } satisfies Record<Settings['joiners'], [string, string]>,
      leavers: 'Somebody whose revoke access date has passed',
      leaversIs: {
        'end-date': ['Suspend by itself', 'At midnight after that day, and signed out everywhere.'],
        deactivation: [
          'Only when HR deactivates them',
          'The date alone does nothing: they can sign in until somebody deactivates them in Plumm.',
        ],
      } satisfies Record<Settings['leavers'], [string, string]>,
    },

    finding: {
      title: 'How people are found',
      matchBy: 'An account for somebody new is looked for by',
      matchByIs: {
        email: ['Email', 'The account whose sign-in name is the person’s email.'],
        'employee-number': [
          'Employee number',
          'The account with the same employee ID. Somebody without a number in Plumm waits until HR enters it.',
        ],
      } satisfies Record<Settings['matchBy'], [string, string]>,
      switched: 'Accounts that are linked stay linked. This counts for people who have no account linked yet.',
    },

    caution: {
      title: 'Caution',
      fuse: 'How many changes at once may pass',
      fuseText:
        'Leavers, new sign-in names and accounts that open again are counted, each kind by itself, over 24 hours. Beyond the limit all of that kind wait for your answer.',
      atLeast: 'At least',
      percent: 'Percent of people',
      atMost: 'At most',
      between: ({ min, max }: { min: number; max: number }) =>
        `Enter a whole number from ${f.number(min)} to ${f.number(max)}.`,
      fuseMeans: (size: FuseSize): string => {
        switch (size.is) {
          case 'nobody-yet':
            return `While few people are linked, more than ${leavers(size.limit)} a day wait for your answer.`
          case 'each':
            return `With ${people(size.people)}, every leaver waits for your answer.`
          case 'some':
            return `With ${people(size.people)}, more than ${leavers(size.limit)} a day wait for your answer.`
          case 'none':
            return `With ${people(size.people)}, nobody waits: up to ${leavers(size.limit)} a day are suspended without a question.`
        }
      },
      crossed: '“At least” is more than “at most”, so “at least” is what counts.',
      blocked: 'If someone else blocked a sign-in in Entra',
      blockedIs: {
        ask: ['Ask me each time', 'It may have been an incident. Their other details still follow Plumm.'],
        'put-it-back': ['Put it back', 'Plumm decides who can sign in: the account opens again without a question.'],
      } satisfies Record<Settings['blockedSignIn'], [string, string]>,
    },
    whenSaved: 'Saved. It counts for each person the next time they are looked at, which is tonight at the latest.',

    reach: {
      title: 'Who is looked after',
      everyone: 'Everyone in Plumm',
      everyoneText: 'Whoever HR adds is looked after from their first day.',
      some: 'Only some of them',
      someText: 'Whoever fits what you name below. The others are left alone.',
      outside:
        'People outside are left alone: their account stays as it is, and nobody is suspended for being outside. If one of them leaves whose account Plumm had linked, you are asked.',
      nothingNamed: 'Name a department, a country, an office or a person. With nothing named it would be everyone.',
      departments: 'Departments',
      departmentsHint: 'As it stands in Plumm, for instance Sales',
      countries: 'Countries',
      countriesHint: 'For instance Portugal',
      noSuchCountry: 'We know no such country. Choose one from the list, or enter its two letters.',
      offices: 'Offices',
      officesHint: 'As it stands in Plumm, for instance Lisbon HQ',
      pilot: 'People by name, whatever their department',
      pilotText: 'A pilot: start with a few you know.',
      country: (code: string) => (/^[A-Za-z]{2}$/.test(code) ? (regions.of(code.toUpperCase()) ?? code) : code),
      /** Whom the lists together mean, in one sentence. */
      means: ({
        departments,
        countries,
        offices,
        named,
      }: Record<'departments' | 'countries' | 'offices', string[]> & { named: number }) => {
        const fits = [
          ...(departments.length > 0 ? [`in ${or.format(departments)}`] : []),
          ...(countries.length > 0 ? [`in ${or.format(countries)}`] : []),
          ...(offices.length > 0 ? [`at ${or.format(offices)}`] : []),
        ]
        const byName = f.count(named, { one: '# person by name', other: '# people by name' })
        if (fits.length === 0) return `Looked after: ${byName}, and nobody else.`
        const both = fits.length > 1 ? f.list(fits) : fits[0]
        return `Looked after: whoever is ${both}${named > 0 ? `; besides, ${byName}` : ''}.`
      },
      never: 'Never touched',
      neverText:
        'For emergency (break-glass) accounts, and for people whom IT looks after by hand. Plumm changes nothing about them, not even when they leave: IT is told instead.',
      accounts: 'Accounts in Entra',
      accountsHint: 'Sign-in name or object id',
      people: 'People in Plumm',
      searchPeople: 'Search for a person',
      searchPeopleHint: 'Name or email',
      found: 'People found',
      nobodyFound: 'Nobody of that name is in Plumm.',
      noNames: 'Names cannot be searched just now.',
      addId: (id: string) => `Add the id “${id}”`,
      add: 'Add',
      addTo: (list: string) => `Add to: ${list}`,
      remove: (what: string) => `Remove ${what}`,
      added: (what: string) => `${what} is on the list.`,
      removed: (what: string) => `${what} is off the list.`,
      alreadyThere: (what: string) => `${what} is on the list already.`,
      full: 'The list is full: it holds 500.',
      none: 'Nobody',
      saved: 'Saved. Everyone is looked at again; what was planned before has to be planned anew.',
    },
  }
}

export type SettingsMessages = ReturnType<typeof settings>
