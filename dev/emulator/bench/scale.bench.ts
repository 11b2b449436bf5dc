import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createEmulator } from '../src/emulator.ts'
import { type Json, type JsonObject, isObject, parseJson, textOf } from '../src/json.ts'

const USERS = 100_000
const PAGES = 40
const WRITES = 3000
const GRAPH = 'https://graph.microsoft.com/v1.0'
const PROPERTIES = 'id,displayName,userPrincipalName,mail,accountEnabled,jobTitle,department,employeeId,companyName'

interface Figure {
  name: string
  value: number
  unit: string
}

/** How the emulator stands up to a large tenant: 100,000 users, through the door that clients use. */
export async function measure(): Promise<Figure[]> {
  const emulator = await createEmulator({ quotaScale: Infinity })
  const tenant = emulator.tenant('contoso.com')
  tenant.grantConsent()
  const before = heapBytes()
  const began = performance.now()
  const ids: string[] = []
  for (let number = 0; number < USERS; number += 1) ids.push(tenant.addUser(person(number)).id)
  const filledMs = performance.now() - began
  const bytesPerUser = (heapBytes() - before) / USERS

  const { clientId, clientSecret } = emulator.app
  const form = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope: 'https://graph.microsoft.com/.default',
  }
  const tokenUrl = 'https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token'
  const reply = parseJson(
    await (await emulator.fetch(tokenUrl, { method: 'POST', body: new URLSearchParams(form) })).text(),
  )
  const authorization = `Bearer ${isObject(reply) ? textOf(reply.access_token) : ''}`
  const call = async (method: string, url: string, body?: Json): Promise<JsonObject> => {
    const response = await emulator.fetch(url, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (response.status >= 300) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`)
    const answer = parseJson(await response.text())
    return isObject(answer) ? answer : {}
  }
  const follow = async (first: string, count: number) => {
    const times: number[] = []
    for (let url = first; url !== '' && times.length < count;) {
      const start = performance.now()
      const page = await call('GET', url)
      times.push(performance.now() - start)
      url = textOf(page['@odata.nextLink']) ?? ''
    }
    return times
  }

  const pages = await follow(`${GRAPH}/users?$select=${PROPERTIES}&$top=999`, Infinity)
  const delta = await follow(`${GRAPH}/users/delta?$select=${PROPERTIES}`, PAGES)
  const finds = await times(PAGES, (n) =>
    call('GET', `${GRAPH}/users?$filter=userPrincipalName eq 'person.${n * 77}@contoso.com'`),
  )
  const searches = await times(10, (n) =>
    call('GET', `${GRAPH}/users?$filter=startsWith(displayName,'Person ${n * 9973}')&$select=id`),
  )
  const writesBegan = performance.now()
  for (let write = 0; write < WRITES; write += 1)
    await call('PATCH', `${GRAPH}/users/${ids[write * 31]}`, { jobTitle: `Title ${write}` })
  const writesPerSecond = (WRITES * 1000) / (performance.now() - writesBegan)

  return [
    { name: `emulator: memory per user (${USERS.toLocaleString('en-GB')})`, value: bytesPerUser / 1024, unit: 'kB' },
    { name: 'emulator: users made', value: (USERS * 1000) / filledMs, unit: '/s' },
    { name: 'emulator: a page of 999 with $select, median', value: median(pages), unit: 'ms' },
    { name: 'emulator: a page of 999 with $select, 95 in 100 within', value: share(pages, 0.95), unit: 'ms' },
    { name: 'emulator: a page of delta, median', value: median(delta), unit: 'ms' },
    { name: 'emulator: a user found by sign-in name, median', value: median(finds), unit: 'ms' },
    { name: 'emulator: users found by the start of a name, median', value: median(searches), unit: 'ms' },
    { name: 'emulator: writes without quota, one after the other', value: writesPerSecond, unit: '/s' },
  ]
}

function person(number: number) {
  return {
    userPrincipalName: `person.${number}@contoso.com`,
    displayName: `Person ${number}`,
    givenName: 'Person',
    surname: String(number),
    mail: `person.${number}@contoso.com`,
    jobTitle: 'Engineer',
    department: `Department ${number % 40}`,
    companyName: 'Contoso',
    employeeId: String(number),
    officeLocation: 'Lisbon',
    usageLocation: 'PT',
    businessPhones: ['+351 21 000 0000'],
  }
}

async function times(count: number, once: (n: number) => Promise<unknown>): Promise<number[]> {
  const taken: number[] = []
  for (let n = 0; n < count; n += 1) {
    const start = performance.now()
    await once(n)
    taken.push(performance.now() - start)
  }
  return taken
}

const median = (values: readonly number[]) => share(values, 0.5)

/** The value that this share of them does not go beyond. */
function share(values: readonly number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? 0
}

/** What is alive, not what lies around. */
function heapBytes(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}
