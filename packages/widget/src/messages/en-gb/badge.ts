import type { SyncStatus } from '@plumm/entra-shared'

/** What a badge says, without its card. */
export const badge = {
  words: {
    blocked: 'Blocked',
    held: 'On hold',
    retrying: 'Trying again',
    pending: 'Waiting',
    synced: 'In step',
    suspended: 'Suspended in Entra',
    excluded: 'Left alone',
    'not-connected': 'Not connected',
  } satisfies Record<SyncStatus, string> as Readonly<Record<SyncStatus, string>>,
  needsHr: 'Needs HR',
  needsIt: 'Needs IT',
  looking: 'Looking …',
  unknown: 'Not known',
  unknownMeaning: 'The status cannot be read just now. We keep trying.',
  /** For a screen reader, before the word. */
  label: (word: string) => `Microsoft Entra: ${word}`,
}
export type BadgeWords = typeof badge
