import { type EndpointName, Problem, api } from '@plumm/entra-shared'
import { type Caller, type CallerOptions, createCaller } from './caller.ts'

export type Client = Caller<EndpointName>

/** Speaks the whole contract of `packages/shared/api.ts`. */
export const createClient = (options: CallerOptions): Client => createCaller(api, Problem, options)
