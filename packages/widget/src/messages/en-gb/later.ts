import type { CredentialInUse, DriftWatch, ReadinessCheck } from '@plumm/entra-shared'
import type { Formats } from '../formats.ts'
import { type Sentence, say, strong } from '../sentence.ts'
import { attention } from './attention.ts'
import { holds } from './holds.ts'
import { mapping } from './mapping.ts'
import { lists } from './lists.ts'
import { settings } from './settings.ts'

/** Words of what is loaded only when somebody opens it. */
export const later = (f: Formats) => {
  const changes = (count: number) => f.count(count, { one: '# change', other: '# changes' })
  const every = (seconds: number) => (seconds === 60 ? 'every minute' : `every ${f.lasting(seconds)}`)
  const kinds = {
    secret: 'A client secret',
    certificate: 'A certificate',
    federated: 'A token of our platform, renewed by itself',
  } as const satisfies Record<CredentialInUse['kind'], string>

  return {
    attention,
    settings: settings(f),
    mapping: mapping(f),
    lists: lists(f),
    holds: holds(f),
    disconnect: {
      title: (tenant: string) => `Disconnect ${f.apart(tenant)}?`,
      what: [
        'Sync stops at once, also for changes that are waiting',
        'The keys to your directory are destroyed',
        'Accounts in Entra stay exactly as they are; nobody is deleted or suspended',
        'Plumm forgets people’s data here; the activity log stays',
      ],
      waiting: (count: number) => `${changes(count)} ${count === 1 ? 'is' : 'are'} waiting and will not be made.`,
      back: 'Connect again later and Plumm finds the same people.',
      remove:
        'Microsoft keeps the permission you gave until IT takes it away too: in the Entra admin center, Enterprise applications > Plumm > Properties > Delete.',
      confirm: 'Disconnect',
      keep: 'Stay connected',
    },
    trouble: {
      sentence: (what: string, iso: string): Sentence => say`${strong('Stopped')}: ${what}, since ${f.timeOrDay(iso)}.`,
      waiting: (waiting: number) =>
        waiting === 0
          ? 'Nothing is lost: changes in Plumm are kept and made afterwards.'
          : `Nothing is lost: ${changes(waiting)} ${waiting === 1 ? 'is' : 'are'} waiting and made afterwards.`,
      stillWorks: 'Accounts in Entra stay as they are; people can sign in as before.',
      reconnect: 'Reconnect',
      forIt: 'A text for IT',
      copyForIt: 'Copy the text for IT',
    },
    readiness: {
      loading: 'Looking at what is needed',
      lookAgain: 'Look again',
      titles: {
        'plumm-permission': 'Your permission in Plumm',
        'entra-role': 'An administrator of Microsoft Entra',
        consent: 'Permission from Microsoft',
        'api-provisioning': 'Changes from outside are let in',
        'email-structure': 'Addresses that can be sign-in names',
        'on-premises-sync': 'Accounts from Windows Active Directory',
        'clashing-accounts': 'Accounts that could be somebody else’s',
      } satisfies Record<ReadinessCheck['id'], string>,
      results: {
        ok: 'Ready',
        warn: 'Look at this',
        fail: 'Not ready',
        unknown: 'Not known yet',
      } satisfies Record<ReadinessCheck['result'], string>,
      /** What the BFF says in English it says here as it is. */
      detail: ({ detail }: ReadinessCheck): string => detail,
      remedy: ({ remedy }: ReadinessCheck): string | undefined => remedy,
      how: 'How to do it',
      who: (count: number) => f.count(count, { one: 'Who it is', other: 'Who they are (#)' }),
      more: (count: number) => f.count(count, { one: 'and # more', other: 'and # more' }),
    },
    allowed: {
      granted: 'Granted',
      missing: 'Not granted',
      needed: 'Needed',
      optional: 'Optional',
    },
    facts: {
      directory: 'Directory',
      connectedBy: 'Connected by',
      since: 'Since',
      watch: 'Changes made in Entra',
      watchedBy: ({ by, everySeconds }: DriftWatch) =>
        by === 'notices'
          ? `Microsoft tells us at once, and we ask ${every(everySeconds)} too.`
          : `We ask ${every(everySeconds)}. Microsoft’s notices are not arriving just now; nothing is missed, it only takes a little longer.`,
      credential: 'Plumm’s key',
      credentialIs: ({ kind, expiresAt }: CredentialInUse) =>
        expiresAt === null || kind === 'federated' ? kinds[kind] : `${kinds[kind]}, until ${f.calendarDay(expiresAt)}`,
    },
    notices: {
      credential: ({ expiresAt, warning }: CredentialInUse) => {
        const on = expiresAt === null ? '' : ` on ${f.calendarDay(expiresAt)}`
        return warning === 'ended'
          ? `The key Plumm uses to reach Microsoft ended${on}.`
          : `The key Plumm uses to reach Microsoft ends${on}.`
      },
      credentialTodo: ({ warning }: CredentialInUse): string =>
        warning === 'ended'
          ? 'Whoever runs Plumm’s Entra integration replaces it. Until then the sync will stop; nothing is lost, and it carries on by itself afterwards.'
          : 'Whoever runs Plumm’s Entra integration replaces it before then. There is nothing for you to do, and the sync goes on.',
      disturbed: (what: string, since: string) => `${capital(what, f.locale)}, since ${f.timeOrDay(since)}.`,
      stillWorks:
        'The sync goes on: changes made in Plumm arrive one by one, and leavers are suspended. What only the whole list would show is looked at when it can be read again.',
      cannotSeeRoles: 'Plumm cannot see who is an administrator in Entra.',
      cannotSeeRolesMeans:
        'So an administrator’s account is linked like any other, and where Plumm would suspend or rename it, Microsoft refuses: that person is shown as blocked. If IT grants RoleManagement.Read.Directory (optional), it is used by itself within the hour.',
    },
  }
}

export type LaterMessages = ReturnType<typeof later>

function capital(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
}
