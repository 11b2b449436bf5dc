import fc from 'fast-check'
import type { Person } from '@plumm/entra-shared'
import { companies } from '../companies.ts'
import type { World } from '../world.ts'

/** What may happen to five people, as data: a failing sequence shrinks and reads like a story. */
export type Action =
  | { do: 'hire'; who: number; address: number }
  | { do: 'edit'; who: number; role: string }
  | { do: 'rename'; who: number; address: number }
  | { do: 'swap addresses'; who: number; whom: number }
  | { do: 'leave'; who: number }
  | { do: 'come back'; who: number }
  | { do: 'someone edits in Entra'; who: number; field: 'jobTitle' | 'department'; value: string }
  | { do: 'next call fails'; call: string; status: number }
  | { do: 'next reply is lost'; call: string }
  | { do: 'time passes'; seconds: number }
  | { do: 'the process is replaced' }
  | { do: 'disconnect and connect again' }

const PEOPLE = 5
const ADDRESSES = 7
const who = fc.nat(PEOPLE - 1)
const address = fc.nat(ADDRESSES - 1)
const word = fc.constantFrom('Clerk', 'Engineer', 'Lead', 'Buyer')
const WRITES = ['POST /users', 'PATCH /users/{id}', 'POST /users/{id}/revokeSignInSessions']

export const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('hire' as const), who, address }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('edit' as const), who, role: word }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('rename' as const), who, address }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('swap addresses' as const), who, whom: who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('leave' as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('come back' as const), who }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('someone edits in Entra' as const),
      who,
      field: fc.constantFrom('jobTitle' as const, 'department' as const),
      value: word,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('next call fails' as const),
      call: fc.constantFrom(...WRITES, 'GET /users', 'GET /users/{id}'),
      status: fc.constantFrom(429, 500, 503),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('next reply is lost' as const), call: fc.constantFrom(...WRITES) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('time passes' as const), seconds: fc.constantFrom(1, 20, 90) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'the process is replaced' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'disconnect and connect again' as const }) },
)

const idOf = (index: number) => `p${index}`
const addressOf = (index: number) => `address${index}@contoso.com`

/** Does it, as HR, an Entra administrator, the network or the operator would. What makes no sense now does nothing. */
export async function act(world: World, action: Action): Promise<void> {
  const known = (index: number) => world.directory.northwind.get(idOf(index))
  const save = (index: number, changes: Partial<Person>) =>
    known(index) ? world.save({ id: idOf(index), ...changes }) : Promise.resolve()
  switch (action.do) {
    case 'hire':
      if (known(action.who)) return
      await world.save({
        id: idOf(action.who),
        email: addressOf(action.address),
        firstName: 'Person',
        lastName: String(action.who),
        employeeNumber: idOf(action.who),
        department: 'Platform',
      })
      return
    case 'edit':
      await save(action.who, { role: action.role })
      return
    case 'rename':
      await save(action.who, { email: addressOf(action.address) })
      return
    case 'swap addresses': {
      const [one, other] = [known(action.who), known(action.whom)]
      if (!one || !other || one === other) return
      await save(action.who, { email: other.email })
      await save(action.whom, { email: one.email })
      return
    }
    case 'leave':
      await save(action.who, { status: 'deactivated' })
      return
    case 'come back':
      await save(action.who, { status: 'active' })
      return
    case 'someone edits in Entra': {
      const account = accountOf(world, idOf(action.who))
      if (account)
        world.emulator.tenant(companies.northwind.domain).editUser(account.id, { [action.field]: action.value })
      return
    }
    case 'next call fails':
      world.emulator.failNext(action.call, {
        status: action.status,
        ...(action.status === 429 && { retryAfterSeconds: 2 }),
      })
      return
    case 'next reply is lost':
      world.emulator.loseReplyOfNext(action.call)
      return
    case 'time passes':
      await world.sleep(action.seconds * 1_000)
      return
    case 'the process is replaced':
      await world.crash()
      return
    case 'disconnect and connect again':
      await world.call('DELETE', '/api/connection')
      await connectInTime(world)
      return
  }
}

/** Connects while time passes: a fault that is still to come makes the preview, or somebody's first job, wait for it. */
async function connectInTime(world: World): Promise<void> {
  let isOver = false
  const connecting = world.connect().finally(() => (isOver = true))
  while (!isOver) await world.sleep(1_000)
  await connecting
}

/** The account that carries a person's number. */
function accountOf(world: World, personId: string) {
  return accountsOf(world, personId)[0]
}

export function accountsOf(world: World, personId: string) {
  return world.emulator
    .tenant(companies.northwind.domain)
    .users()
    .filter((user) => user.employeeId === personId)
}
