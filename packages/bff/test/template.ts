/** The database every PostgreSQL test clones: migrated once, cloned in some 50 ms. */
export const TEMPLATE = 'plumm_template'
