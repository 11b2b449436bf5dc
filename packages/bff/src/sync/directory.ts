import { DirectoryPage, type Person } from '@plumm/entra-shared'

/** Why Plumm's directory could not be used; an empty answer is never "everyone left". */
export type DirectoryFault =
  | { is: 'unreachable'; detail: string }
  | { is: 'empty' }
  | { is: 'looping' }
  | { is: 'shrunken'; found: number; known: number }

/** A complete answer: everyone who is in it, and of them those worth a look. */
export interface DirectoryAnswer {
  people: Person[]
  presentIds: string[]
}

export interface DirectoryOptions {
  apiUrl: string
  apiToken: () => string
  fetch: typeof fetch
}

const PAGES_MAX = 2_000
const TIMEOUT_MS = 30_000

/**
 * Pulls the whole directory of a company from Plumm (design §6). A page that fails, repeats a cursor, or an answer with
 * less than half of the people known is a fault and changes nothing. `worthKeeping` looks at each page as it comes:
 * what changes nothing need not be held in memory.
 */
export async function pullDirectory(
  companyId: string,
  known: number,
  { apiUrl, apiToken, fetch }: DirectoryOptions,
  worthKeeping: (page: Person[]) => Promise<Person[]> = (page) => Promise.resolve(page),
): Promise<DirectoryAnswer | { fault: DirectoryFault }> {
  const people = new Map<string, Person>()
  const ids = new Set<string>()
  const seen = new Set<string>()
  let cursor: string | null = null
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const url = new URL(`${apiUrl.replace(/\/$/, '')}/companies/${encodeURIComponent(companyId)}/people`)
    url.searchParams.set('limit', '500')
    if (cursor !== null) url.searchParams.set('cursor', cursor)
    const answer = await readPage(url, apiToken(), fetch)
    if ('fault' in answer) return answer
    for (const { id } of answer.people) ids.add(id)
    for (const person of await worthKeeping(answer.people)) people.set(person.id, person)
    if (answer.nextCursor === null) return check({ people: [...people.values()], presentIds: [...ids] }, known)
    if (seen.has(answer.nextCursor)) return { fault: { is: 'looping' } }
    seen.add(answer.nextCursor)
    cursor = answer.nextCursor
  }
  return { fault: { is: 'looping' } }
}

function check(answer: DirectoryAnswer, known: number): DirectoryAnswer | { fault: DirectoryFault } {
  const found = answer.presentIds.length
  if (found === 0) return { fault: { is: 'empty' } }
  if (found < known / 2) return { fault: { is: 'shrunken', found, known } }
  return answer
}

async function readPage(
  url: URL,
  token: string,
  fetchPage: typeof fetch,
): Promise<DirectoryPage | { fault: DirectoryFault }> {
  try {
    const response = await fetchPage(url, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (!response.ok) return { fault: { is: 'unreachable', detail: `Plumm answered ${response.status}.` } }
    const parsed = DirectoryPage.safeParse(await response.json())
    if (!parsed.success) return { fault: { is: 'unreachable', detail: 'Plumm’s answer is not a directory page.' } }
    return parsed.data
  } catch (error) {
    return { fault: { is: 'unreachable', detail: error instanceof Error ? error.message : 'No answer.' } }
  }
}
