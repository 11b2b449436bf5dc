import { type ReactNode, createContext, use, useMemo, useState } from 'react'
import { z } from 'zod'
import { type Company, type PlummUser, companies, findUser } from '../plumm/companies.ts'

/** Renewed this long before it ends, so that no request travels with a dying token. */
const RENEW_BEFORE_SECONDS = 60
const STORAGE_KEY = 'plumm.who'

const Issued = z.object({ token: z.string(), expiresInSeconds: z.number() })
const Who = z.object({ companyId: z.string(), userId: z.string() })

export interface Session {
  company: Company
  user: PlummUser
  /** Plumm's session token, as the widget asks for one. */
  getToken: () => Promise<string>
  switchTo: (companyId: string, userId: string) => void
}

const SessionContext = createContext<Session | undefined>(undefined)

/** Who looks at Plumm, remembered by this browser. A stand-in lets anyone be anyone. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [who, setWho] = useState(rememberedWho)
  const session = useMemo<Session>(
    () => ({
      ...who,
      getToken: tokenSource(who.company.id, who.user.id),
      switchTo: (companyId, userId) => {
        const found = findUser(companyId, userId)
        if (!found) return
        localStorage.setItem(STORAGE_KEY, JSON.stringify({ companyId, userId }))
        setWho(found)
      },
    }),
    [who],
  )
  return <SessionContext value={session}>{children}</SessionContext>
}

export function useSession(): Session {
  const session = use(SessionContext)
  if (!session) throw new Error('useSession needs a SessionProvider around it.')
  return session
}

function rememberedWho(): { company: Company; user: PlummUser } {
  const [company] = companies
  const [user] = company.users
  try {
    const { companyId, userId } = Who.parse(JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null'))
    return findUser(companyId, userId) ?? { company, user }
  } catch {
    return { company, user }
  }
}

function tokenSource(companyId: string, userId: string): () => Promise<string> {
  let current: { token: Promise<string>; renewAtMs: number } | undefined
  return () => {
    if (!current || Date.now() > current.renewAtMs) {
      const fresh = { token: Promise.resolve(''), renewAtMs: Number.POSITIVE_INFINITY }
      fresh.token = requestToken(companyId, userId).then(
        ({ token, expiresInSeconds }) => {
          fresh.renewAtMs = Date.now() + (expiresInSeconds - RENEW_BEFORE_SECONDS) * 1000
          return token
        },
        (error: unknown) => {
          fresh.renewAtMs = 0
          throw error
        },
      )
      current = fresh
    }
    return current.token
  }
}

async function requestToken(companyId: string, userId: string) {
  const reply = await fetch('/plumm-api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ companyId, userId }),
  })
  if (!reply.ok) throw new Error('Plumm could not start a session. Reload the page.')
  return Issued.parse(await reply.json())
}
