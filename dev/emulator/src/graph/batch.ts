import { type Json, type JsonObject, isObject, isTexts, parseJson, textOf } from '../json.ts'
import { GraphRefusal, refuse } from './graph-refusal.ts'

const PARTS_MAX = 20
const methods = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE']

interface Part {
  id: string
  method: string
  /** Relative to /v1.0; escaped by the client. */
  url: string
  headers: Record<string, string>
  body: Json | undefined
  dependsOn: string[]
}

interface PartAnswer {
  status: number
  headers: Record<string, string>
  body: Json | undefined
}

/**
 * POST /$batch: at most 20 parts, 200 whatever becomes of them; a part whose prerequisite failed gets 424
 * (graph-facts §1.4).
 *
 * @param send carries one part out like a request of its own: counted, refused and logged by itself
 */
export async function runBatch(
  bodyText: string,
  send: (part: Omit<Part, 'id' | 'dependsOn'>) => Promise<PartAnswer>,
): Promise<JsonObject> {
  let waiting = partsOf(bodyText)
  /** By id in lower case: ids are not case-sensitive (graph-facts §1.4). */
  const answers = new Map<string, PartAnswer & { id: string }>()
  while (waiting.length > 0) {
    const ready = waiting.filter(({ dependsOn }) => dependsOn.every((other) => answers.has(other)))
    waiting = waiting.filter((part) => !ready.includes(part))
    const done = await Promise.all(
      ready.map(async ({ id, dependsOn, ...part }) => {
        const isLost = dependsOn.some((other) => (answers.get(other)?.status ?? 500) >= 400)
        return [id.toLowerCase(), id, isLost ? failedDependency() : await send(part)] as const
      }),
    )
    for (const [key, id, answer] of done) answers.set(key, { id, ...answer })
  }
  const responses = [...answers.values()].map(({ id, status, headers, body }): Json => ({
    id,
    status,
    headers,
    ...(body !== undefined && { body }),
  }))
  return { responses }
}

function partsOf(bodyText: string): Part[] {
  const batch = parseJson(bodyText)
  const requests = isObject(batch) ? batch.requests : undefined
  if (!Array.isArray(requests) || requests.length === 0) throw refuse.malformed('Invalid batch payload format.')
  if (requests.length > PARTS_MAX)
    throw refuse.malformed(`Number of batch request steps exceeds the maximum value of ${PARTS_MAX}.`)
  const parts = requests.map(partOf)
  const ids = new Set(parts.map(({ id }) => id.toLowerCase()))
  if (ids.size < parts.length) throw refuse.malformed('Duplicate request id found in the batch.')
  for (const { dependsOn } of parts)
    for (const id of dependsOn) if (!ids.has(id)) throw refuse.malformed(`Invalid dependsOn value '${id}'.`)
  checkNoCircle(parts)
  return parts
}

/** Looked for beforehand: a malformed batch does nothing at all. */
function checkNoCircle(parts: readonly Part[]): void {
  const done = new Set<string>()
  for (let waiting = [...parts]; waiting.length > 0;) {
    const stuck = waiting.filter(({ dependsOn }) => !dependsOn.every((id) => done.has(id)))
    if (stuck.length === waiting.length) throw refuse.malformed('The batch request contains a circular dependency.')
    for (const part of waiting) if (!stuck.includes(part)) done.add(part.id.toLowerCase())
    waiting = stuck
  }
}

function partOf(part: Json): Part {
  const { id, method, url, headers, body, dependsOn = [] } = isObject(part) ? part : {}
  const [idText, methodText, urlText] = [textOf(id), textOf(method), textOf(url)]
  if (!idText || !methodText || !urlText || !isTexts(dependsOn)) throw refuse.malformed('Invalid batch payload format.')
  const verb = methodText.toUpperCase()
  if (!methods.includes(verb)) throw refuse.malformed(`Invalid batch request method '${methodText}'.`)
  const path = urlText.startsWith('/') ? urlText : `/${urlText}`
  if (!isServable(path)) throw refuse.malformed(`Invalid batch request URL '${urlText}'.`)
  const texts = headersOf(headers)
  const hasType = Object.keys(texts).some((name) => name.toLowerCase() === 'content-type')
  if (body !== undefined && (!hasType || verb === 'GET'))
    throw refuse.malformed(`Write request id : ${idText} does not contain Content-Type header or body.`)
  return {
    id: idText,
    method: verb,
    url: path,
    headers: texts,
    body,
    dependsOn: dependsOn.map((other) => other.toLowerCase()),
  }
}

/** A path below /v1.0, no whole URL, no way out by dots, and no batch in a batch. */
function isServable(path: string): boolean {
  const base = 'https://graph.microsoft.com/v1.0'
  if (/^\/?https?:/i.test(path) || !URL.canParse(base + path)) return false
  const { host, pathname } = new URL(base + path)
  return host === 'graph.microsoft.com' && /^\/v1\.0\/(?!(\$|%24)batch$)/i.test(pathname)
}

/** Headers that can be sent; a name or value that HTTP does not allow makes the batch malformed. */
function headersOf(headers: Json | undefined): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [name, value] of Object.entries(isObject(headers) ? headers : {})) {
    if (typeof value !== 'string') continue
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || !/^[\t -~]*$/.test(value))
      throw refuse.malformed(`Invalid batch request header '${name}'.`)
    texts[name] = value
  }
  return texts
}

function failedDependency(): PartAnswer {
  const { code, message } = new GraphRefusal(
    424,
    'FailedDependency',
    'The request failed because a request it depends on failed.',
  )
  return { status: 424, headers: {}, body: { error: { code, message } } }
}
