/** What `JSON.parse` can give back. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isTexts(value: Json | undefined): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

/** The value when it is text, else undefined. */
export function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** As deep as a body may nest; whoever walks through a value may then do so by recursion. */
const DEPTH_MAX = 100

/** @returns undefined when the text is not JSON, or nests deeper than anything Graph takes */
export function parseJson(text: string): Json | undefined {
  if (text.length > DEPTH_MAX && depthOf(text) > DEPTH_MAX) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Of brackets and braces outside texts. */
function depthOf(text: string): number {
  let [depth, deepest] = [0, 0]
  let isInText = false
  for (let index = 0; index < text.length; index += 1) {
    const mark = text.charAt(index)
    if (mark === '"') isInText = !isInText
    else if (isInText && mark === '\\') index += 1
    else if (isInText) continue
    else if (mark === '[' || mark === '{') depth += 1
    else if (mark === ']' || mark === '}') depth -= 1
    if (depth > deepest) deepest = depth
  }
  return deepest
}

export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
