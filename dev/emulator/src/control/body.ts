import { type JsonObject, isObject, parseJson } from '../json.ts'
import { ControlError } from './control-error.ts'

/** @throws ControlError when it is not a JSON object; no body at all is an empty one */
export async function bodyOf(request: Request): Promise<JsonObject> {
  const text = await request.text()
  const body = text === '' ? {} : parseJson(text)
  if (!isObject(body)) throw new ControlError(400, 'The body must be a JSON object.')
  return body
}
