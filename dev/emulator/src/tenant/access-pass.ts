/** A temporary access pass; a user has one at a time (graph-facts §2.5). Moments are ms since 1970. */
export interface AccessPass {
  id: string
  userId: string
  createdAt: number
  startsAt: number
  lifetimeInMinutes: number
  isUsableOnce: boolean
}
