export { type Erasee, eraseFromAudit, readAuditTraces } from './erase.store.ts'
