import type { Settings } from './settings.ts'

/**
 * How many changes of one kind 24 hours may bring before everything of that kind is held (design §5, Fuse). Here, so
 * that the settings page says what the sync does. Where the two contradict each other, `atLeast` wins over `atMost`.
 */
export function fuseLimit(linkedPeople: number, { atLeast, percent, atMost }: Settings['fuse']): number {
  return Math.max(atLeast, Math.min(Math.floor((linkedPeople * percent) / 100), atMost))
}
