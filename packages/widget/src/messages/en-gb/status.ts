import type { SyncStatus } from '@plumm/entra-shared'
import type { Formats } from '../formats.ts'

/** The badge and its card. */
export const status = (f: Formats) => ({
  words: {
    blocked: 'Blocked',
    held: 'On hold',
    retrying: 'Trying again',
    pending: 'Waiting',
    synced: 'In step',
    suspended: 'Suspended in Entra',
    excluded: 'Left alone',
    'not-connected': 'Not connected',
  } satisfies Record<SyncStatus, string>,
  needsHr: 'Needs HR',
  needsIt: 'Needs IT',
  heldLong: 'On hold: needs your answer',
  meaning: {
    blocked: 'This person cannot be brought into step until someone acts.',
    held: 'A question has to be answered before anything happens.',
    retrying: 'It did not work just now. It is tried again by itself.',
    pending: 'A change is on its way to Entra.',
    synced: 'What Plumm says is what Entra says.',
    suspended: 'The account cannot sign in, and was signed out everywhere. It was not deleted.',
    excluded: 'This person is left out of the sync on purpose.',
    'not-connected': 'Nothing about this person goes to Entra.',
  } satisfies Record<SyncStatus, string>,
  looking: 'Looking …',
  unknown: 'Not known',
  unknownMeaning: 'The status cannot be read just now. We keep trying.',
  cardTitle: 'Microsoft Entra',
  /** For a screen reader, before the word. */
  label: (word: string) => `Microsoft Entra: ${word}`,
  lastSynced: (iso: string) => `Last brought into step ${f.timeOrDay(iso)} (${f.ago(iso)})`,
  nextTry: (iso: string) => `Next try at ${f.time(iso)}`,
  account: 'Account',
  copyId: 'Copy its id',
  openInEntra: 'Open in the Entra admin center',
  differs: 'What is not in step',
  syncNow: 'Bring into step now',
  tryNow: 'Try now',
  asked: 'Asked for. This card follows along.',
})
