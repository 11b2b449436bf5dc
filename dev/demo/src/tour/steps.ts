import { connect, refused } from './steps/connecting.ts'
import { connectAgain, disconnect } from './steps/disconnecting.ts'
import { drift } from './steps/drift.ts'
import { approve, firstSync, preview } from './steps/first-sync.ts'
import { change, hire, leave, rehire, rename } from './steps/people.ts'
import type { Step } from './world.ts'

/** The story, in order; each step stands on those before. */
export const steps: readonly Step[] = [
  refused,
  connect,
  preview,
  approve,
  firstSync,
  hire,
  change,
  rename,
  leave,
  rehire,
  drift,
  disconnect,
  connectAgain,
]
