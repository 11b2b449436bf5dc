import { type Json, type JsonObject, isObject, isTexts, parseJson, textOf } from '../json.ts'
import { GraphRefusal, refuse } from './graph-refusal.ts'

const PARTS_MAX = 20

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
  const answers = new Map<string, PartAnswer>()
  while (waiting.length > 0) {
    const ready = waiting.filter(({ dependsOn }) => dependsOn.every((id) => answers.has(id)))
    if (ready.length === 0) throw refuse.malformed('The batch request contains a circular dependency.')
    waiting = waiting.filter((part) => !ready.includes(part))
    const done = await Promise.all(
      ready.map(async ({ id, dependsOn, ...part }) => {
        const isLost = dependsOn.some((other) => (answers.get(other)?.status ?? 500) >= 400)
        return [id, isLost ? failedDependency() : await send(part)] as const
      }),
    )
    for (const [id, answer] of done) answers.set(id, answer)
  }
  const responses = [...answers].map(([id, { status, headers, body }]): Json => ({
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
    for (const id of dependsOn)
      if (!ids.has(id.toLowerCase())) throw refuse.malformed(`Invalid dependsOn value '${id}'.`)
  return parts
}

function partOf(part: Json): Part {
  const { id, method, url, headers, body, dependsOn = [] } = isObject(part) ? part : {}
  const [idText, methodText, urlText] = [textOf(id), textOf(method), textOf(url)]
  if (!idText || !methodText || !urlText || !isTexts(dependsOn)) throw refuse.malformed('Invalid batch payload format.')
  if (/^https?:/i.test(urlText) || /^\/?\$batch/i.test(urlText))
    throw refuse.malformed(`Invalid batch request URL '${urlText}'.`)
  const given = isObject(headers) ? headers : {}
  const texts = Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
  const hasType = Object.keys(texts).some((name) => name.toLowerCase() === 'content-type')
  if (body !== undefined && !hasType)
    throw refuse.malformed(`Write request id : ${idText} does not contain Content-Type header or body.`)
  const path = urlText.startsWith('/') ? urlText : `/${urlText}`
  return { id: idText, method: methodText.toUpperCase(), url: path, headers: texts, body, dependsOn }
}

function failedDependency(): PartAnswer {
  const { code, message } = new GraphRefusal(
    424,
    'FailedDependency',
    'The request failed because a request it depends on failed.',
  )
  return { status: 424, headers: {}, body: { error: { code, message } } }
}
