import type { JsonObject } from '../json.ts'
import { type GraphCall, isEventual, option } from './graph-call.ts'
import { refuse } from './graph-refusal.ts'
import { type Resource, propertyNamed } from './resource.ts'

/** Words are looked for anywhere in these, elsewhere at the beginning. */
const tokenized = ['displayName', 'description']
const searchable = [...tokenized, 'mail', 'mailNickname', 'userPrincipalName', 'givenName', 'surname', 'proxyAddresses']

type Term = (object: JsonObject) => boolean

/**
 * `$search`: `"property:value"` clauses with AND and OR, in double quotes, and only with `ConsistencyLevel: eventual`
 * (graph-facts §3; https://learn.microsoft.com/graph/search-query-parameter, directory objects).
 *
 * @returns undefined when nothing is searched for
 */
export function searchOf(call: GraphCall, resource: Resource): Term | undefined {
  const text = option(call.query, 'search')
  if (text === undefined) return undefined
  if (!isEventual(call.headers))
    throw refuse.unsupportedQuery(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    )
  const alternatives = text.trim().split(/\s+OR\s+(?=")/)
  const terms = alternatives.map((alternative) =>
    alternative.split(/\s+AND\s+(?=")/).map((clause) => termOf(clause, text, resource)),
  )
  return (object) => terms.some((all) => all.every((term) => term(object)))
}

function termOf(clause: string, whole: string, resource: Resource): Term {
  const [, name = '', wanted = ''] = /^"([A-Za-z]+):([^"]+)"$/.exec(clause.trim()) ?? []
  if (name === '') throw refuse.malformed(`Syntax error: character '"' is not valid in '${whole}'.`)
  const property = propertyNamed(resource, name)
  if (property === undefined || !searchable.includes(property))
    throw refuse.unsupportedQuery(`Property '${name}' is not supported in $search.`)
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean)
  return (object) => {
    const value = object[property]
    const texts = (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string')
    return texts.some((text) => {
      const own = text.toLowerCase().replace(/^smtp:/, '')
      if (!tokenized.includes(property)) return own.startsWith(wanted.toLowerCase().trim())
      const tokens = own.split(/[\s.,;:()/-]+/)
      return words.every((word) => tokens.some((token) => token.startsWith(word)))
    })
  }
}
