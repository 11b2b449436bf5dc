import { type EndpointName, Problem, api } from '@plumm/entra-shared'
import { badgeApi } from '../status/wire.ts'
import { type Caller, type CallerOptions, createCaller } from './caller.ts'

export type Client = Caller<EndpointName>

/** Statuses are read as a page of badges reads them, which bears with a newer BFF (status/wire.ts). */
const endpoints = { ...api, getStatuses: badgeApi.getStatuses }

/** Speaks the whole contract of `packages/shared/api.ts`. */
export const createClient = (options: CallerOptions): Client => createCaller(endpoints, Problem, options)
