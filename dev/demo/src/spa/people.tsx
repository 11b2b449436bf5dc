import { type ReactNode, createContext, use, useCallback, useEffect, useMemo, useState } from 'react'
import { z } from 'zod'
import { type AccessChange, type PersonDetails, PlummPerson } from '../plumm/person.ts'
import { type Session, useSession } from './session.tsx'

const PeopleReply = z.object({ people: z.array(PlummPerson) })
const Refusal = z.object({ detail: z.string() })

export type PeopleState = { is: 'loading' } | { is: 'failed'; detail: string } | { is: 'ready'; people: PlummPerson[] }

export interface People {
  state: PeopleState
  add: (details: PersonDetails) => Promise<PlummPerson>
  edit: (personId: string, details: PersonDetails) => Promise<PlummPerson>
  /** Of one person or of many, all or none. */
  changeAccess: (personIds: readonly string[], change: AccessChange) => Promise<void>
}

const PeopleContext = createContext<People | undefined>(undefined)

/** The company's people, read once and kept up with what is done in this page. */
export function PeopleProvider({ children }: { children: ReactNode }) {
  const session = useSession()
  const [state, setState] = useState<PeopleState>({ is: 'loading' })

  useEffect(() => {
    let isCurrent = true
    void readPeople(session).then((read) => {
      if (isCurrent) setState(read)
    })
    return () => {
      isCurrent = false
    }
  }, [session])

  const keep = useCallback((changed: readonly PlummPerson[]) => {
    setState((before) => (before.is === 'ready' ? { is: 'ready', people: merge(before.people, changed) } : before))
  }, [])
  const send = useCallback(
    async (method: 'POST' | 'PUT', path: string, body: unknown) => {
      const person = PlummPerson.parse(await request(session, method, path, body))
      keep([person])
      return person
    },
    [session, keep],
  )
  const people = useMemo<People>(
    () => ({
      state,
      add: (details) => send('POST', '', details),
      edit: (personId, details) => send('PUT', `/${encodeURIComponent(personId)}`, details),
      changeAccess: async (ids, change) => {
        keep(PeopleReply.parse(await request(session, 'POST', '/access', { ids, change })).people)
      },
    }),
    [session, state, send, keep],
  )
  return <PeopleContext value={people}>{children}</PeopleContext>
}

export function usePeople(): People {
  const people = use(PeopleContext)
  if (!people) throw new Error('usePeople needs a PeopleProvider around it.')
  return people
}

async function readPeople(session: Session): Promise<PeopleState> {
  try {
    return { is: 'ready', people: PeopleReply.parse(await request(session, 'GET', '')).people }
  } catch (error) {
    return { is: 'failed', detail: error instanceof Error ? error.message : String(error) }
  }
}

async function request(session: Session, method: string, path: string, body?: unknown): Promise<unknown> {
  const reply = await fetch(`/plumm-api/people${path}`, {
    method,
    headers: { authorization: `Bearer ${await session.getToken()}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const answer: unknown = await reply.json().catch(() => undefined)
  if (reply.ok) return answer
  const refusal = Refusal.safeParse(answer)
  throw new Error(refusal.success ? refusal.data.detail : 'Plumm is not answering. Try again in a moment.')
}

/** The newest of everyone, each in their place; who is new comes last. */
function merge(people: readonly PlummPerson[], changed: readonly PlummPerson[]): PlummPerson[] {
  const byId = new Map(people.map((person) => [person.id, person]))
  for (const person of changed) byId.set(person.id, person)
  return [...byId.values()]
}
