import type { AttentionReason } from '@plumm/entra-shared'

export interface AttentionWords {
  what: string
  todo: string
  /** To be copied and sent as it is; null where IT has nothing to do. */
  forIt: string | null
}

/** `what` goes on after "Paused: "; `goesOn` says what still works and what happens by itself afterwards. */
export const attention: Readonly<Record<AttentionReason, AttentionWords>> = {
  'consent-withdrawn': {
    what: 'the permission was withdrawn in Microsoft Entra',
    todo: 'An Entra administrator gives the permission again: Reconnect.',
    forIt:
      'The admin consent of the Plumm application was removed in Microsoft Entra. Please reconnect it in Plumm under Tech > Company App > Store > Microsoft Entra ID, or tell us why it was removed.',
  },
  'permission-missing': {
    what: 'a permission that we need was removed',
    todo: 'An Entra administrator gives the permission again: Reconnect.',
    forIt:
      'A permission of the Plumm application was removed in Microsoft Entra. It needs User.ReadWrite.All and User.Read.All. Please grant them again in Plumm under Tech > Company App > Store > Microsoft Entra ID.',
  },
  'secret-invalid': {
    what: 'Microsoft no longer accepts our key',
    todo: 'Whoever runs Plumm’s Entra integration replaces the key. It carries on by itself then.',
    forIt:
      'Microsoft Entra refuses the credential of the Plumm application (invalid client secret or certificate). Please put the current one into the integration’s configuration.',
  },
  'secret-expired': {
    what: 'our key for Microsoft has expired',
    todo: 'Whoever runs Plumm’s Entra integration replaces the key. It carries on by itself then.',
    forIt:
      'The credential of the Plumm application in Microsoft Entra has expired. Please create a new one and put it into the integration’s configuration.',
  },
  'app-disabled': {
    what: 'the Plumm application is disabled in Microsoft Entra',
    todo: 'An Entra administrator enables it under Enterprise applications. It carries on by itself then.',
    forIt:
      'The enterprise application “Plumm” is disabled in Microsoft Entra. Please enable sign-in for it under Enterprise applications > Plumm > Properties.',
  },
  'app-removed': {
    what: 'the Plumm application was removed from Microsoft Entra',
    todo: 'An Entra administrator adds it again: Reconnect.',
    forIt:
      'The enterprise application “Plumm” was deleted from Microsoft Entra. Please reconnect it in Plumm under Tech > Company App > Store > Microsoft Entra ID.',
  },
  'tenant-gone': {
    what: 'Microsoft no longer knows this directory',
    todo: 'Check with IT whether the directory still exists; if not, disconnect.',
    forIt:
      'Microsoft Entra answers that our directory does not exist. Please check its state in the Microsoft 365 admin center.',
  },
  'graph-outage': {
    what: 'Microsoft has not been answering',
    todo: 'Nothing to do. It carries on by itself when Microsoft answers again.',
    forIt: null,
  },
  'directory-unreachable': {
    what: 'Plumm’s own list of people cannot be read',
    todo: 'Tell Plumm support if this lasts. It carries on by itself then.',
    forIt: null,
  },
}
