import type * as z from 'zod/mini'
import { HttpProblem } from './problem.ts'

/** A place in a list, opaque to the caller. */
export function encodeCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/** @throws HttpProblem 400 for a cursor that is not one of ours */
export function decodeCursor<S extends z.ZodMiniType>(schema: S, cursor: string): z.output<S> {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch {
    throw new HttpProblem(400, 'bad-request', { detail: 'This cursor is not one of ours; start from the first page.' })
  }
}
