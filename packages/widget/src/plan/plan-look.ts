import type { PlanKind } from '@plumm/entra-shared'
import type { Tone } from '../status/badge-for.ts'
import type { IconName } from '../ui/Icon.tsx'

/** The risky ones first. */
export const planOrder = ['suspend', 'block', 'hold', 'create', 'link', 'update', 'none'] as const satisfies PlanKind[]

/** Told apart by word and icon, then by colour. */
export const planLook = {
  suspend: { icon: 'suspended', tone: 'bad' },
  block: { icon: 'alert', tone: 'bad' },
  hold: { icon: 'question', tone: 'warn' },
  create: { icon: 'plus', tone: 'busy' },
  link: { icon: 'link', tone: 'busy' },
  update: { icon: 'pencil', tone: 'busy' },
  none: { icon: 'check', tone: 'quiet' },
} as const satisfies Record<PlanKind, { icon: IconName; tone: Tone }>

/** How many people the sync looks after once it starts: all but those who wait for an answer or a correction. */
export function peopleToStart(counts: Readonly<Record<PlanKind, number>>): number {
  return counts.create + counts.link + counts.update + counts.suspend + counts.none
}
