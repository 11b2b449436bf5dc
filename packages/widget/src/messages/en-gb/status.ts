import type { SyncStatus } from '@plumm/entra-shared'
import type { Formats } from '../formats.ts'
import { badge } from './badge.ts'

/** The badge and its card. */
export const status = (f: Formats) => ({
  ...badge,
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
  cardTitle: 'Microsoft Entra',
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
