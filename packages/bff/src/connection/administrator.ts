/** Who has signed in with Microsoft, as the ID token says and its signature proves. */
export interface SignedInPerson {
  /** The `tid`, in lower case: what everything is compared by. */
  tenantId: string
  objectId: string
  name: string
  signInName: string
}

/** Role templates have the same ids in every tenant (graph-facts §6.1). These two may grant Graph's app roles. */
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10'
const PRIVILEGED_ROLE_ADMINISTRATOR = 'e8611ab8-c189-46e8-94e1-60213ab1f814'

/** Whether one of these roles, by template id, may connect a directory; ids are compared in any case. */
export function mayConnect(roleTemplateIds: readonly string[]): boolean {
  return roleTemplateIds
    .map((id) => id.toLowerCase())
    .some((id) => id === GLOBAL_ADMINISTRATOR || id === PRIVILEGED_ROLE_ADMINISTRATOR)
}

/** For the person who signed in, and for whoever asked them to. */
export function notAnAdministrator({ signInName, name }: SignedInPerson): string {
  return `${signInName || name} is not an administrator who may allow this. It takes a Global Administrator or a Privileged Role Administrator. Nothing was changed.`
}
