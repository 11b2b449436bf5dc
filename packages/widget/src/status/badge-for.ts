import type { SyncStatus } from '@plumm/entra-shared'
import type { IconName } from '../ui/Icon.tsx'

export type Tone = 'quiet' | 'busy' | 'warn' | 'bad'

/** How each status looks. No colour where nothing is wrong; the word and the icon say it without any. */
export const badgeFor = {
  synced: { icon: 'check', tone: 'quiet' },
  suspended: { icon: 'suspended', tone: 'quiet' },
  pending: { icon: 'clock', tone: 'busy' },
  retrying: { icon: 'retry', tone: 'busy' },
  held: { icon: 'question', tone: 'warn' },
  blocked: { icon: 'alert', tone: 'bad' },
  excluded: { icon: 'aside', tone: 'quiet' },
  'not-connected': { icon: 'unplugged', tone: 'quiet' },
} as const satisfies Record<SyncStatus, { icon: IconName; tone: Tone }>
