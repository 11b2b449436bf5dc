import { describe, expect, it } from 'vitest'
import { PersonDetails } from '../plumm/person.ts'
import { seedPeople } from '../seed/people.ts'
import { fromDraft, toDraft } from './details-form.ts'

describe('a person in a form', () => {
  it('comes out of the form as it went in', () => {
    for (const { id: _id, version: _v, status: _s, createdAt: _c, ...details } of seedPeople({ now: new Date() })
      .northwind) {
      expect(fromDraft(toDraft(details))).toEqual(details)
    }
  })

  it('loses the fields that were emptied, and a location with nothing in it', () => {
    const draft = toDraft({
      email: 'a@contoso.com',
      firstName: 'A',
      lastName: 'B',
      phone: '1',
      location: { city: 'Rome' },
    })
    const details = fromDraft({ ...draft, phone: ' ', city: '' })
    expect(details).toEqual({ email: 'a@contoso.com', firstName: 'A', lastName: 'B' })
    expect(PersonDetails.safeParse(details).success).toBe(true)
  })
})
