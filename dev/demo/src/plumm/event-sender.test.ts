import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { createEventSender } from './event-sender.ts'
import type { PlummPerson } from './person.ts'

const secret = `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`
const person: PlummPerson = {
  id: 'p1',
  version: 7,
  status: 'active',
  email: 'ana@contoso.com',
  firstName: 'Ana',
  lastName: 'Ruiz',
  createdAt: '2026-11-24T09:00:00Z',
}

function world(replies: number[], owed: PlummPerson[] = [person]) {
  const sent: { headers: Record<string, string>; body: string }[] = []
  const told = Promise.withResolvers<readonly PlummPerson[]>()
  let untold = owed
  const tell = createEventSender({
    people: {
      untold: () => untold,
      markTold: (_companyId, people) => {
        untold = []
        told.resolve(people)
      },
    },
    url: 'https://bff.test/webhooks/plumm',
    secret,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      sent.push({ headers: Object.fromEntries(request.headers), body: await request.text() })
      return new Response(null, { status: replies.shift() ?? 202 })
    },
    now: () => new Date(),
    wait: async () => {},
    signal: new AbortController().signal,
  })
  return { tell, sent, told: told.promise }
}

describe('telling the BFF', () => {
  it('sends a signed event with the newest state of the person', async () => {
    const { tell, sent, told } = world([202])
    tell('northwind')
    expect(await told).toEqual([person])
    const [event] = sent
    expect(new Webhook(secret).verify(event?.body ?? '', event?.headers ?? {})).toMatchObject({
      type: 'person.changed',
      data: { companyId: 'northwind', people: [person] },
    })
  })

  it('sends everyone of one bulk action in one event, and not why they leave', async () => {
    const leaving: PlummPerson = { ...person, version: 8, endDate: '2026-12-24' }
    const others = [
      { ...leaving, id: 'p2' },
      { ...leaving, id: 'p3' },
    ]
    const { tell, sent, told } = world(
      [202],
      [leaving, ...others].map((some) => ({ ...some, endReason: 'Dismissal' })),
    )
    tell('northwind')
    await told
    expect(sent.map(({ body }): unknown => JSON.parse(body))).toMatchObject([
      { data: { people: [leaving, ...others] } },
    ])
    expect(sent[0]?.body).not.toContain('Dismissal')
  })

  it('tries again under the same id until the BFF has it', async () => {
    const { tell, sent, told } = world([503, 202])
    tell('northwind')
    await told
    expect(sent).toHaveLength(2)
    expect(sent[1]?.headers['webhook-id']).toBe(sent[0]?.headers['webhook-id'])
    expect(sent[1]?.body).toBe(sent[0]?.body)
  })
})
