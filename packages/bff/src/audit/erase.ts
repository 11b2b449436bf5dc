export { eraseFromAudit, readAuditTraces } from './erase.store.ts'
