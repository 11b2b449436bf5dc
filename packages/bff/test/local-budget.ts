import { type Grant, type Wish, emptyBudget, settle } from '../src/graph/budget.ts'

/** An account of what may be asked of each tenant, kept in memory: what the replicas of one test share. */
export function localBudget(now: () => number): (tenantId: string, wish: Wish) => Promise<Grant> {
  const budgets = new Map<string, typeof emptyBudget>()
  return (tenantId, wish) => {
    const { budget, grant } = settle(budgets.get(tenantId) ?? emptyBudget, wish, now())
    budgets.set(tenantId, budget)
    return Promise.resolve(grant)
  }
}
