import { causeOf } from '../api/failure.ts'

/** Somebody else has changed what is being saved since it was read. */
export class Overtaken extends Error {
  constructor() {
    super('Somebody else has changed this meanwhile.')
    this.name = 'Overtaken'
  }
}

/** Found here, or said by the BFF. */
export function isOvertaken(error: unknown): boolean {
  if (error instanceof Overtaken) return true
  const cause = causeOf(error)
  return cause.is === 'refused' && cause.problem.code === 'conflict'
}
