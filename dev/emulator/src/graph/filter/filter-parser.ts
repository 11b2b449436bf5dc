import type { Json } from '../../json.ts'
import { refuse } from '../graph-refusal.ts'

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le'
export type TextFunction = 'startsWith' | 'endsWith' | 'contains'

/** An OData `$filter` expression. */
export type Filter =
  | { is: 'and' | 'or'; left: Filter; right: Filter }
  | { is: 'not'; of: Filter }
  | { is: 'compare'; property: string; operator: Comparison; value: Json }
  | { is: 'in'; property: string; values: Json[] }
  | { is: 'function'; name: TextFunction; property: string; value: string }
  /** `property/any(x: …)`; inside, `variable` stands for one item. */
  | { is: 'any'; property: string; variable: string; where: Filter }

type Token =
  | { is: 'name'; text: string }
  | { is: 'text'; value: string }
  | { is: 'value'; value: Json }
  | { is: 'mark'; text: '(' | ')' | ',' | ':' }

const comparisons: readonly string[] = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] satisfies Comparison[]
const textFunctions = new Map<string, TextFunction>([
  ['startswith', 'startsWith'],
  ['endswith', 'endsWith'],
  ['contains', 'contains'],
])
/** Far beyond what a person writes; deeper or longer ones would exhaust the stack of a recursive reader. */
const TOKENS_MAX = 2000
const DEPTH_MAX = 100

const invalid = (why: string) => refuse.malformed(`Invalid filter clause: ${why}`)

/**
 * Reads a `$filter`. A single quote inside a literal is doubled (graph-facts §4); anything that is not an expression is
 * Graph's "Invalid filter clause".
 */
export function parseFilter(text: string): Filter {
  const tokens = tokensOf(text)
  if (tokens.length > TOKENS_MAX) throw invalid(`The node count limit has been exceeded.`)
  let position = 0
  let depth = 0
  const peek = () => tokens[position]
  const isWord = (word: string) => {
    const token = peek()
    return token?.is === 'name' && token.text.toLowerCase() === word
  }
  const isMark = (mark: string) => {
    const token = peek()
    return token?.is === 'mark' && token.text === mark
  }
  const take = () => {
    const token = tokens[position]
    if (!token) throw invalid(`There is an unterminated expression in '${text}'.`)
    position += 1
    return token
  }
  const expectMark = (mark: string) => {
    if (!isMark(mark)) throw invalid(`'${mark}' expected in '${text}'.`)
    position += 1
  }
  const takeName = () => {
    const token = take()
    if (token.is !== 'name') throw invalid(`A property name is expected in '${text}'.`)
    return token.text
  }
  const takeValue = (): Json => {
    const token = take()
    if (token.is !== 'text' && token.is !== 'value') throw invalid(`A literal is expected in '${text}'.`)
    return token.value
  }

  function either(): Filter {
    let left = both()
    while (isWord('or')) {
      position += 1
      left = { is: 'or', left, right: both() }
    }
    return left
  }
  function both(): Filter {
    let left = single()
    while (isWord('and')) {
      position += 1
      left = { is: 'and', left, right: single() }
    }
    return left
  }
  function single(): Filter {
    depth += 1
    if (depth > DEPTH_MAX) throw invalid('The recursion limit has been exceeded.')
    const filter = operand()
    depth -= 1
    return filter
  }
  function operand(): Filter {
    if (isWord('not')) {
      position += 1
      return { is: 'not', of: single() }
    }
    if (isMark('(')) {
      position += 1
      const inner = either()
      expectMark(')')
      return inner
    }
    const name = takeName()
    if (isMark('(')) return call(name)
    return comparison(name)
  }
  function call(name: string): Filter {
    expectMark('(')
    const textFunction = textFunctions.get(name.toLowerCase())
    if (textFunction) {
      const property = takeName()
      expectMark(',')
      const value = takeValue()
      expectMark(')')
      if (typeof value !== 'string') throw invalid(`'${name}' takes a string.`)
      return { is: 'function', name: textFunction, property, value }
    }
    const list = /^(.+)\/any$/i.exec(name)?.[1]
    if (list === undefined) throw invalid(`An unknown function with name '${name}' was found.`)
    const variable = takeName()
    expectMark(':')
    const where = either()
    expectMark(')')
    return { is: 'any', property: list, variable, where }
  }
  function comparison(property: string): Filter {
    const operator = takeName().toLowerCase()
    if (operator === 'in') {
      expectMark('(')
      const values = [takeValue()]
      while (isMark(',')) {
        position += 1
        values.push(takeValue())
      }
      expectMark(')')
      return { is: 'in', property, values }
    }
    if (!isComparison(operator)) throw invalid(`Syntax error: '${operator}' is not an operator in '${text}'.`)
    return { is: 'compare', property, operator, value: takeValue() }
  }

  const filter = either()
  if (position < tokens.length) throw invalid(`Syntax error at position ${position} in '${text}'.`)
  return filter
}

function isComparison(word: string): word is Comparison {
  return comparisons.includes(word)
}

function tokensOf(text: string): Token[] {
  const pattern =
    /\s*(?:(?<text>'(?:[^']|'')*')|(?<mark>[(),:])|(?<moment>\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?)|(?<guid>[0-9a-fA-F]{8}-[0-9a-fA-F-]{27})|(?<number>-?\d+(?:\.\d+)?)|(?<name>[A-Za-z_$][\w$]*(?:\/[\w$]+)*))/y
  const tokens: Token[] = []
  const trimmed = text.trimEnd()
  while (pattern.lastIndex < trimmed.length) {
    const { lastIndex } = pattern
    const groups = pattern.exec(trimmed)?.groups
    if (!groups)
      throw invalid(`There is an unterminated literal or an unknown character at position ${lastIndex} in '${text}'.`)
    if (groups.text !== undefined) tokens.push({ is: 'text', value: groups.text.slice(1, -1).replaceAll("''", "'") })
    else if (groups.mark !== undefined) tokens.push(markToken(groups.mark))
    else if (groups.moment !== undefined) tokens.push({ is: 'value', value: groups.moment })
    else if (groups.guid !== undefined) tokens.push({ is: 'value', value: groups.guid })
    else if (groups.number !== undefined) tokens.push({ is: 'value', value: Number(groups.number) })
    else tokens.push(nameToken(groups.name ?? ''))
  }
  return tokens
}

function markToken(mark: string): Token {
  if (mark === '(' || mark === ')' || mark === ',' || mark === ':') return { is: 'mark', text: mark }
  throw invalid(`Unknown character '${mark}'.`)
}

function nameToken(name: string): Token {
  if (name === 'true' || name === 'false') return { is: 'value', value: name === 'true' }
  return name === 'null' ? { is: 'value', value: null } : { is: 'name', text: name }
}
