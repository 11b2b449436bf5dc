import type { StatusCounts } from '@plumm/entra-shared'
import type { FailureCause } from '../../api/failure.ts'
import type { Formats } from '../formats.ts'
import { type Sentence, say, strong } from '../sentence.ts'

/** The connection panel. */
export const panel = (f: Formats) => {
  const people = (count: number) => f.count(count, { one: '# person', other: '# people' })
  const changes = (count: number) => f.count(count, { one: '# change', other: '# changes' })
  return {
    title: 'Microsoft Entra ID',
    people,
    changes,
    loading: 'Looking how things stand',
    tryAgain: 'Try again',
    cancel: 'Cancel',
    askAdministrator: 'Ask your IT administrator',
    done: 'Done',

    firstVisit: {
      headline: 'Keep Microsoft Entra in step with Plumm',
      text: 'Change someone once, in Plumm. Their account follows within seconds.',
      doesTitle: 'What it does',
      does: [
        'Creates an account for each new person, or links the one they have',
        'Carries over name, email, role, department, location, phone',
        'Suspends leavers at once and signs them out everywhere',
      ],
      needsTitle: 'What you need',
      needs: [
        'An Entra administrator: Global or Privileged Role Administrator, you or a colleague',
        'About five minutes. Nothing changes in Entra until you have seen and approved it',
      ],
      neverTitle: 'What it never does',
      never: ['Deletes an account', 'Touches people who are not in Plumm', 'Sees passwords'],
      undoTitle: 'How to undo it',
      undo: 'Pause or disconnect at any time, with one click. The accounts in Entra stay as they are.',
      connect: 'Connect',
    },
    before: {
      headline: (tenant: string) => `${f.apart(tenant)} is disconnected`,
      text: (domain: string) =>
        `Nothing goes to ${domain} now, and its accounts stay as they are. Connect again and Plumm finds the same people; you see what will change before it happens.`,
      connect: 'Connect again',
    },

    planning: 'Working out what would change',
    inStep: (count: number, tenant: string): Sentence =>
      say`Plumm keeps ${strong(people(count))} in step with ${f.apart(tenant)}.`,
    nobodyYet: (tenant: string): Sentence => say`Plumm is connected to ${f.apart(tenant)}.`,
    lastChange: (iso: string) => `Last change ${f.ago(iso)}.`,
    noChangeYet: 'No change yet.',
    nothingToDo: 'Nothing needs you.',
    firstSync: {
      sentence: (tenant: string): Sentence => say`Bringing everyone into step with ${f.apart(tenant)}.`,
      canLeave: 'You can leave this page; it goes on.',
      done: (done: number, total: number) => `${f.number(done)} of ${people(total)}`,
      left: (seconds: number | null) =>
        seconds === null ? 'working out how long' : `about ${f.lasting(seconds)} left`,
    },
    paused: {
      sentence: (by: string, iso: string): Sentence =>
        say`${strong('Paused')}${by === '' ? '' : ` by ${f.apart(by)}`} since ${f.timeOrDay(iso)}.`,
      text: (waiting: number) =>
        waiting === 0
          ? 'Nothing is lost: changes in Plumm are kept and made when you resume.'
          : `Nothing is lost: ${changes(waiting)} ${waiting === 1 ? 'is' : 'are'} waiting.`,
      resume: 'Resume',
    },

    counts: {
      title: 'People',
      words: {
        synced: 'In step',
        pending: 'Waiting',
        retrying: 'Trying again',
        held: 'On hold',
        blocked: 'Blocked',
        suspended: 'Suspended',
        excluded: 'Left alone',
        'not-connected': 'Not connected',
      } satisfies Record<keyof StatusCounts, string>,
      open: 'Show them',
    },
    needsSomeone: {
      held: (count: number) =>
        f.count(count, { one: '# question needs your answer', other: '# questions need your answer' }),
      blocked: (count: number) => f.count(count, { one: '# person is blocked', other: '# people are blocked' }),
      answer: 'Answer',
      look: 'Look',
    },
    recent: { title: 'Recent activity', none: 'Nothing has happened yet.' },
    folds: {
      connection: 'Connection',
      allowed: 'What Plumm may do in Entra',
      readiness: 'Before you begin',
      checks: 'Check what is needed',
    },
    actions: {
      syncAll: 'Look at everyone now',
      syncAsked: 'Asked for',
      pause: 'Pause',
      settings: 'Settings',
      disconnect: 'Disconnect',
    },

    notAllowed: {
      headline: 'This page is for administrators',
      text: 'You may see people’s status, but not how the connection is set up. Ask an administrator of Plumm.',
    },
    manageOnly: 'You may look, but not change anything here. Ask an administrator of Plumm.',
    /** What the BFF says in English it says here as it is, for it is more exact than its code. */
    refusal: ({ detail }: { code: string; detail: string }): string => detail,
    failure: (cause: FailureCause): string => {
      switch (cause.is) {
        case 'refused':
          return cause.problem.detail
        case 'unreachable':
          return 'We cannot be reached just now. What you see may be out of date; we keep trying.'
        case 'not-understood':
          return 'We got an answer that we do not understand. Reload the page; if it stays, tell support.'
        case 'no-session':
          return 'Your session in Plumm has ended. Sign in again, and this goes on by itself.'
      }
    },
    reference: (requestId: string) => `Reference for support: ${requestId}`,
    copy: 'Copy',
    copied: 'Copied',
    broken: {
      headline: 'This part of the page stopped working',
      text: 'The sync itself is not affected. Reload the page to see it again.',
    },
  }
}
