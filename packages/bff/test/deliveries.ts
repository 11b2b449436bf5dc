import { Webhook } from 'standardwebhooks'
import { type CompanyName, companies } from './companies.ts'
import { WEBHOOK_SECRET } from './config-for.ts'

/** What may be particular about a delivery: repeated, late, signed by somebody else, not JSON. */
export interface Delivery {
  as?: CompanyName
  id?: string
  at?: Date
  secret?: string
  raw?: string
}

/** An event, signed. Signatures go by the machine's own clock. */
export function signedEvent(
  people: readonly unknown[],
  { id = 'msg', at = new Date(), as = 'northwind', secret = WEBHOOK_SECRET, raw }: Delivery,
): { headers: Record<string, string>; body: string } {
  const event = { type: 'person.changed', timestamp: at.toISOString(), data: { companyId: companies[as].id, people } }
  const body = raw ?? JSON.stringify(event)
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  }
  return { headers, body }
}
