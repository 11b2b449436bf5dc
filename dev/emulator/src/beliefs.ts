/** What nobody here could verify, and so can be had both ways (docs/graph-behaviours.md, Beliefs). */
export interface Beliefs {
  /** Default true: sources disagree on whether an app may write employeeHireDate (graph-facts §2.3). */
  canWriteHireDate: boolean
  /** Default true: a user in the recycle bin keeps its sign-in name from others (graph-facts §2.5). */
  deletedKeepSignInName: boolean
  /**
   * Default false: `User.Create` and `User.ReadUpdate.All`, announced in July 2026 and not yet in Microsoft's own table of
   * August, do something (graph-facts §2.1).
   */
  knowsUserCreate: boolean
}

export const defaultBeliefs: Beliefs = { canWriteHireDate: true, deletedKeepSignInName: true, knowsUserCreate: false }
