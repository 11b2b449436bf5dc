import * as z from 'zod/mini'
import { type Endpoint, Problem, api } from '@plumm/entra-shared'

/** The contract as OpenAPI 3.1, from the same object that routes and parses. */
export function openApi(publicUrl: string) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [operationId, definition] of Object.entries(api)) {
    const endpoint: Endpoint = definition
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(operationId, endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Plumm ⇄ Microsoft Entra ID', version: '1', description: 'Needs a session token signed by Plumm.' },
    servers: [{ url: publicUrl }],
    components: {
      securitySchemes: { session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Problem: schemaOf(Problem) },
    },
    security: [{ session: [] }],
    paths,
  }
}

function operationOf(operationId: string, { summary, path, query, body, status, reply, permission }: Endpoint) {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const problem = {
    description: 'A problem document',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
  return {
    operationId,
    summary,
    description: `Permission: ${permission}.`,
    parameters: [...inPath, ...(query ? queryParameters(query) : [])],
    ...(body
      ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } } }
      : {}),
    responses: {
      [status]: {
        description: summary,
        ...(reply ? { content: { 'application/json': { schema: schemaOf(reply) } } } : {}),
      },
      default: problem,
    },
  }
}

function queryParameters(query: z.ZodMiniType) {
  const schema = schemaOf(query, 'input')
  const properties = typeof schema.properties === 'object' ? schema.properties : {}
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: 'query',
    required: false,
    schema: property,
  }))
}

function schemaOf(schema: z.ZodMiniType, io: 'input' | 'output' = 'output') {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' })
}
