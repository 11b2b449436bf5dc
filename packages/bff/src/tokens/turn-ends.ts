/** Wakes whoever waits until a company's turn at Entra has ended. */
export interface TurnEnds {
  /** Another replica's notice, or our own. */
  heard(companyId: string): void
  /** Resolves at the next notice for the company; one may be lost with its connection. */
  next(companyId: string): Promise<void>
}

export function createTurnEnds(): TurnEnds {
  const waiters = new Map<string, PromiseWithResolvers<void>>()
  return {
    heard(companyId) {
      waiters.get(companyId)?.resolve()
      waiters.delete(companyId)
    },
    next(companyId) {
      const waiter = waiters.get(companyId) ?? Promise.withResolvers<void>()
      waiters.set(companyId, waiter)
      return waiter.promise
    },
  }
}
