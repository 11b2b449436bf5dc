import { Webhook, WebhookVerificationError } from 'standardwebhooks'
import { PlummEvent } from '@plumm/entra-shared'
import { type App, parse } from '../http/contract.ts'
import { HttpProblem } from '../http/problem.ts'
import { readBounded } from '../http/read-bounded.ts'
import type { SyncDeps } from './deps.ts'
import { receive } from './receive.ts'

const BODY_BYTES_MAX = 1024 * 1024
const TOO_LARGE = 'An event may have 1 MiB and 1,000 people. Send it in parts. Nothing was stored.'

/** `POST /webhooks/plumm`: Standard Webhooks signature, then the contract, then one commit (design §6, Events). */
export function eventRoutes(app: App, secrets: readonly { reveal(): string }[], deps: SyncDeps): void {
  app.post('/webhooks/plumm', async (context) => {
    const body = await readBounded(context.req.raw, BODY_BYTES_MAX, TOO_LARGE)
    const id = verify(body, context.req.raw.headers, secrets)
    const event = parse(PlummEvent, readEvent(body), 'body', 422)
    return context.json(await receive(event, id, deps), 202)
  })
}

/** Any of the configured secrets may have signed, so that they can be rotated. @throws HttpProblem 401 */
function verify(body: string, headers: Headers, secrets: readonly { reveal(): string }[]): string {
  const given = {
    'webhook-id': headers.get('webhook-id') ?? '',
    'webhook-timestamp': headers.get('webhook-timestamp') ?? '',
    'webhook-signature': headers.get('webhook-signature') ?? '',
  }
  for (const secret of secrets) {
    try {
      new Webhook(secret.reveal()).verify(body, given, { jsonParse: false })
      return given['webhook-id']
    } catch (error) {
      if (!(error instanceof WebhookVerificationError)) throw error
    }
  }
  throw new HttpProblem(401, 'signature-invalid', {
    detail:
      'The webhook is not signed with a secret we know, or its timestamp is more than five minutes off. Nothing was stored.',
    actor: 'hr',
  })
}

function readEvent(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new HttpProblem(400, 'bad-request', { detail: 'The body is not JSON. Nothing was stored.' })
  }
}
