import type { AuditAction, AuditEntry, AuditOutcome } from '@plumm/entra-shared'
import { afterIn, numberIn, withNamesApart } from '../entry-facts.ts'
import type { Formats } from '../formats.ts'
import { type Sentence, say, strong, value } from '../sentence.ts'
import { fieldNames } from './fields.ts'
import { reasons } from './reasons.ts'

type Tell = (entry: AuditEntry) => Sentence

const outcomes = {
  intended: 'Announced',
  succeeded: 'Done',
  failed: 'Failed',
  held: 'On hold',
  blocked: 'Blocked',
  unknown: 'Answer lost',
} satisfies Record<AuditOutcome, string>

/** The drawer, and one sentence for every entry of the log. */
export const audit = (f: Formats) => ({
  open: 'Activity log',
  title: 'Activity log',
  close: 'Close',
  search: 'Search',
  searchHint: 'A name or a word',
  onlyThisPerson: 'This person only',
  outcome: 'Outcome',
  anyOutcome: 'Any outcome',
  outcomes,
  /** For the actions that a count leads to. */
  actionNames: { 'user.suspended': 'Suspended only' } as Partial<Record<AuditAction, string>>,
  remove: (text: string) => `Remove the filter: ${text}`,
  newEntries: (count: number) => f.count(count, { one: '# new entry', other: '# new entries' }),
  more: 'Show earlier',
  loadingMore: 'Reading further …',
  loading: 'Reading the log',
  empty: 'Nothing here yet',
  emptyText: 'What happens from now on is written here, in plain sentences.',
  nothingFound: 'Nothing matches',
  nothingFoundText: 'Try fewer filters.',
  clearFilters: 'Clear filters',
  end: 'This is where it began.',
  details: 'Details',
  entryNumber: 'Entry',
  at: 'Time',
  account: 'Account in Entra',
  graphRequest: 'Microsoft’s request id',
  ourRequest: 'Our request id',
  hash: 'Hash',
  sentenceFor: (entry: AuditEntry): Sentence => sentences(f)[entry.action](withNamesApart(entry, f)),
})

/** Exhaustive: an action without a sentence does not compile. */
function sentences(f: Formats): Record<AuditAction, Tell> {
  return {
    'connection.attempt-started': (entry) => say`${actorOf(entry)} ${strong('began to connect')} Microsoft Entra.`,
    'connection.link-made': (entry) =>
      say`${actorOf(entry)} ${strong('made a link')} for ${afterIn(entry, 'linkFor') === 'this-window' ? 'signing in without a window of its own' : 'an Entra administrator'}.`,
    'connection.sign-in-accepted': (entry) => say`${actorOf(entry)} ${strong('signed in')} with Microsoft.`,
    'connection.sign-in-refused': (entry) =>
      say`${strong('Sign-in not accepted')} for ${actorOf(entry)}. Nothing was connected.`,
    'connection.consent-refused': (entry) =>
      say`${actorOf(entry)} ${strong('did not give permission')} in Microsoft’s window.`,
    'connection.connected': (entry) => say`${actorOf(entry)} ${strong('connected')} ${tenantOf(entry)}.`,
    'connection.reconnected': (entry) =>
      say`${actorOf(entry)} ${strong('reconnected')} ${tenantOf(entry)}. What was waiting goes on.`,
    'connection.disconnected': (entry) =>
      say`${actorOf(entry)} ${strong('disconnected')} Microsoft Entra. The accounts there stay as they are.`,
    'connection.forgotten': (entry) =>
      say`${actorOf(entry)} ${strong('deleted')} what was kept of this company. This log stays.`,
    'connection.attention': (entry) => say`${strong('Stopped')}: the connection needs attention.${whyOf(entry)}`,
    'permissions.changed': (entry) =>
      say`${strong('Permissions changed')} in Microsoft Entra${permissionsOf(entry, f)}.`,
    'directory.unreadable': () => say`${strong('Plumm’s list of people')} could not be read. Changes go on arriving.`,
    'directory.readable': () => say`${strong('Plumm’s list of people')} can be read again.`,
    'connection.recovered': () => say`${strong('Working again')}. What was waiting goes on.`,
    'preview.started': (entry) => say`${actorOf(entry)} ${strong('asked for a preview')}.`,
    'preview.ready': (entry) => {
      const people = numberIn(entry, 'people')
      const forWhom = people === null ? '' : ` for ${f.count(people, { one: '# person', other: '# people' })}`
      return say`${strong('Preview ready')}${forWhom}.`
    },
    'preview.failed': (entry) => say`${strong('The preview could not be made')}.${whyOf(entry)}`,
    'sync.approved': (entry) => say`${actorOf(entry)} ${strong('approved')} the preview. The sync runs.`,
    'sync.requested': (entry) => say`${actorOf(entry)} ${strong('asked for a look')} at everyone.`,
    'sync.paused': (entry) => say`${actorOf(entry)} ${strong('paused')} the sync. Changes wait.`,
    'sync.resumed': (entry) => say`${actorOf(entry)} ${strong('resumed')} the sync.`,
    'person.sync-requested': (entry) =>
      say`${actorOf(entry)} ${strong('asked to bring')} ${personOf(entry)} into step.`,
    'person.erased': (entry) => say`${actorOf(entry)} ${strong('erased')} the data of someone who left.`,
    'user.created': (entry) => written(entry, ['Created', 'create'], say`an account for ${personOf(entry)} in Entra`),
    'user.restored': (entry) => written(entry, ['Restored', 'restore'], say`the deleted account of ${personOf(entry)}`),
    'user.linked': (entry) => written(entry, ['Linked', 'link'], say`${personOf(entry)} with the existing account`),
    'user.updated': (entry) => written(entry, ['Updated', 'update'], say`${personOf(entry)} in Entra`),
    'user.renamed': (entry) => written(entry, ['Renamed', 'rename'], say`the account of ${personOf(entry)} in Entra`),
    'user.reference-changed': (entry) => written(entry, ...referenceOf(entry)),
    'user.suspended': (entry) => written(entry, ['Suspended', 'suspend'], say`${personOf(entry)} in Entra`),
    'user.enabled': (entry) =>
      written(entry, ['Enabled', 'enable'], say`the account of ${personOf(entry)} in Entra again`),
    'sessions.revoked': (entry) => written(entry, ['Signed out', 'sign out'], say`${personOf(entry)} everywhere`),
    'drift.corrected': (entry) => written(entry, ['Put back', 'put back'], driftOf(entry)),
    'user.held': (entry) => {
      const people = entry.personId === null ? numberIn(entry, 'people') : null
      return people === null
        ? say`${strong('On hold')}: ${personOf(entry)}.${whyOf(entry)}`
        : say`${strong('On hold')}: ${f.count(people, { one: '# person', other: '# people' })} at once.${whyOf(entry)}`
    },
    'user.blocked': (entry) =>
      say`${strong('Blocked')}: ${personOf(entry)} could not be brought into step.${whyOf(entry)}`,
    'hold.answered': (entry) => say`${actorOf(entry)} ${strong('answered')} the question about ${personOf(entry)}.`,
    'settings.changed': (entry) => say`${actorOf(entry)} ${strong('changed the settings')}.`,
    'field-mapping.changed': (entry) => say`${actorOf(entry)} ${strong('changed the field mapping')}.`,
    'audit.exported': (entry) => say`${actorOf(entry)} ${strong('exported')} this log.`,
    'audit.sealed': () => say`${strong('Sealed')} this log and removed its oldest entries.`,
  }
}

/** A write to Entra, as far as it got. */
function written(entry: AuditEntry, [done, base]: [done: string, base: string], what: Sentence): Sentence {
  switch (entry.outcome) {
    case 'intended':
      return say`${strong(`About to ${base}`)} ${what}.`
    case 'succeeded':
      return say`${strong(done)} ${what}.`
    case 'failed':
      return say`${strong(`Could not ${base}`)} ${what}.${whyOf(entry)}`
    case 'unknown':
      return say`${strong(`May have ${base === 'put back' ? base : done.toLowerCase()}`)} ${what}. Microsoft’s answer was lost, so we look again.`
    case 'held':
      return say`${strong('On hold')}: to ${base} ${what} needs an answer first.${whyOf(entry)}`
    case 'blocked':
      return say`${strong('Blocked')}: we cannot ${base} ${what}.${whyOf(entry)}`
  }
}

function driftOf(entry: AuditEntry): Sentence {
  const [change] = entry.changes
  if (entry.changes.length !== 1 || !change || change.isErased)
    return say`${personOf(entry)} in Entra, where someone changed synced fields`
  const found = change.before === null ? say`emptied it in Entra` : say`changed it in Entra to ${value(change.before)}`
  const wanted = change.after === null ? say`is empty again` : say`is ${value(change.after)} again`
  return say`${possessive(personOf(entry))} ${fieldWord(change.field)}: someone ${found}; it ${wanted}`
}

/** Who somebody's manager is now: “Set Ana Ruiz’s manager to Jo Park”. */
function referenceOf(entry: AuditEntry): [[done: string, base: string], Sentence] {
  const [change] = entry.changes
  const what = `${possessive(personOf(entry))} ${change ? fieldWord(change.field) : 'manager'}`
  if (change?.isErased) return [['Changed', 'change'], say`${what} in Entra (name erased)`]
  if (!change || change.after === null) return [['Removed', 'remove'], say`${what} in Entra`]
  return [['Set', 'set'], say`${what} in Entra to ${value(change.after)}`]
}

function personOf(entry: AuditEntry): string {
  return entry.personName ?? (entry.personId === null ? 'someone' : 'an erased person')
}

function actorOf({ actor }: AuditEntry): string {
  if (actor.name !== null && actor.name !== '') return actor.name
  switch (actor.kind) {
    case 'plumm':
    case 'sync':
      return 'Plumm'
    case 'plumm-user':
      return 'Someone'
    case 'entra-admin':
      return 'An Entra administrator'
    case 'operator':
      return 'Plumm’s operator'
  }
}

function whyOf({ reason }: AuditEntry): string {
  return reason === null ? '' : ` ${reasons[reason].what}`
}

/** The changes of a permission entry: its fields are Microsoft's names. */
function permissionsOf({ changes }: AuditEntry, f: Formats): string {
  const all = changes.map(({ field, after }) => `${field} is ${after === 'granted' ? 'granted' : 'no longer granted'}`)
  return all.length === 0 ? '' : `: ${f.list(all)}`
}

function tenantOf(entry: AuditEntry): string {
  return afterIn(entry, 'tenant') ?? 'Microsoft Entra'
}

function possessive(name: string): string {
  return name.endsWith('s') ? `${name}’` : `${name}’s`
}

function fieldWord(field: string): string {
  return lowerFirst(fieldNames[field] ?? field)
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
