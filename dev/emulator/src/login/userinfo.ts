import { randomUUID } from 'node:crypto'
import { decodeJwt } from 'jose'
import { authenticate } from '../graph/access.ts'
import { GraphRefusal, errorBody, refuse } from '../graph/graph-refusal.ts'
import type { LoginHandler } from './login.ts'

/**
 * GET or POST /oidc/userinfo, on Graph's host: who the bearer of a person's token is (Learn, “UserInfo endpoint”). Refuses
 * in Graph's shape.
 */
export const userInfo: LoginHandler = async ({ world, request, correlationId }) => {
  const ids = { requestId: randomUUID(), clientRequestId: correlationId ?? randomUUID() }
  try {
    await authenticate(world, new Map(), request.headers)
    const { scp, sub, name, unique_name: email } = decodeJwt(bearer(request))
    if (typeof scp !== 'string' || !scp.split(' ').includes('openid')) throw refuse.denied()
    return Response.json({ sub, name, email, picture: `${world.graphOrigin}/v1.0/me/photo/$value` }, cors)
  } catch (error) {
    if (!(error instanceof GraphRefusal)) throw error
    return Response.json(errorBody(error, ids, world.now()), { status: error.status, ...cors })
  }
}

const cors = { headers: { 'access-control-allow-origin': '*' } }

function bearer(request: Request): string {
  return request.headers.get('authorization')?.replace(/^Bearer\s+/i, '') ?? ''
}
