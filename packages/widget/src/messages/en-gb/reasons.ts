export { actorWords as actors, reasonWords as reasons } from '@plumm/entra-shared'

/** Names what stands in the way in Entra; where only its id is known, that. */
export const conflictWith = (name: string, id: string): string =>
  name === id ? `It is the object ${id}.` : `It is ${name} (${id}).`
