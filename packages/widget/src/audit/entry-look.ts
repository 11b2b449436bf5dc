import type { AuditAction, AuditEntry } from '@plumm/entra-shared'
import type { Tone } from '../status/badge-for.ts'
import type { IconName } from '../ui/Icon.tsx'

/** An entry's icon: by how it ended, where it did not end well; else by what was done. */
export function entryLook(entry: AuditEntry): { icon: IconName; tone: Tone } {
  switch (entry.outcome) {
    case 'failed':
      return { icon: 'alert', tone: 'bad' }
    case 'blocked':
      return { icon: 'alert', tone: 'bad' }
    case 'held':
      return { icon: 'question', tone: 'warn' }
    case 'unknown':
      return { icon: 'question', tone: 'warn' }
    case 'intended':
      return { icon: 'clock', tone: 'quiet' }
    case 'succeeded':
      return { icon: iconFor[entry.action], tone: 'quiet' }
  }
}

const iconFor = {
  'connection.attempt-started': 'key',
  'connection.link-made': 'link',
  'connection.sign-in-accepted': 'key',
  'connection.sign-in-refused': 'key',
  'connection.consent-refused': 'key',
  'connection.connected': 'link',
  'connection.reconnected': 'link',
  'connection.disconnected': 'unplugged',
  'connection.forgotten': 'unplugged',
  'connection.attention': 'alert',
  'connection.recovered': 'check',
  'permissions.changed': 'key',
  'directory.unreadable': 'alert',
  'directory.readable': 'check',
  'preview.started': 'list',
  'preview.ready': 'list',
  'preview.failed': 'list',
  'sync.approved': 'check',
  'sync.requested': 'retry',
  'sync.paused': 'pause',
  'sync.resumed': 'arrow',
  'person.sync-requested': 'retry',
  'person.erased': 'check',
  'user.created': 'plus',
  'user.linked': 'link',
  'user.restored': 'undo',
  'user.updated': 'pencil',
  'user.renamed': 'pencil',
  'user.reference-changed': 'pencil',
  'user.suspended': 'suspended',
  'user.enabled': 'check',
  'user.held': 'question',
  'user.blocked': 'alert',
  'sessions.revoked': 'suspended',
  'drift.corrected': 'undo',
  'hold.answered': 'question',
  'settings.changed': 'pencil',
  'field-mapping.changed': 'pencil',
  'audit.exported': 'list',
  'audit.sealed': 'list',
} as const satisfies Record<AuditAction, IconName>
