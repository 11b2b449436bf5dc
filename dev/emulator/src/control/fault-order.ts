import type { Fault, FaultRate, Faults } from '../faults.ts'
import type { Json, JsonObject } from '../json.ts'
import { ControlError } from './control-error.ts'

const known = {
  pattern: 'string',
  status: 'number',
  code: 'string',
  message: 'string',
  retryAfterSeconds: 'number',
  retryAfter: 'string',
  times: 'number',
  empty: 'boolean',
  html: 'boolean',
  afterwards: 'boolean',
  broken: 'string',
  rate: 'number',
  seed: 'number',
  loseReply: 'boolean',
} as const

/** Orders what `POST /_emulator/faults` asks for; a word that is not known is an error, not a fault that never strikes. */
export function orderFault(faults: Faults, body: JsonObject): void {
  for (const [name, value] of Object.entries(body)) {
    if (!isKnown(name))
      throw new ControlError(400, `A fault has no “${name}”. It can have: ${Object.keys(known).join(', ')}.`)
    if (typeof value !== known[name]) throw new ControlError(400, `“${name}” must be a ${known[name]}.`)
  }
  const { pattern, rate, seed } = body
  if (typeof pattern !== 'string') throw new ControlError(400, 'A fault needs a pattern, such as “PATCH /users/{id}”.')
  if (body.loseReply === true) faults.loseReplyOfNext(pattern)
  else if (typeof rate === 'number') faults.failSometimes(pattern, faultOf(body), rateOf(rate, seed))
  else faults.failNext(pattern, faultOf(body))
}

function faultOf(body: JsonObject): Fault {
  const { status, broken, times } = body
  if (typeof times === 'number' && !(Number.isInteger(times) && times >= 1))
    throw new ControlError(400, '“times” is a whole number from 1.')
  const often = typeof times === 'number' ? { times } : {}
  if (broken === 'reset' || broken === 'hang' || broken === 'truncated') return { broken, ...often }
  if (broken !== undefined) throw new ControlError(400, '“broken” is reset, hang or truncated.')
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 400 || status > 599)
    throw new ControlError(400, 'A fault needs a status from 400 to 599, or broken, or loseReply: true.')
  const { code, message, retryAfterSeconds, retryAfter, empty, html, afterwards } = body
  return {
    status,
    ...often,
    ...(typeof code === 'string' && { code }),
    ...(typeof message === 'string' && { message }),
    ...(typeof retryAfterSeconds === 'number' && { retryAfterSeconds }),
    ...(typeof retryAfter === 'string' && { retryAfter }),
    ...(empty === true && { empty }),
    ...(html === true && { html }),
    ...(afterwards === true && { afterwards }),
  }
}

function rateOf(rate: number, seed: Json | undefined): FaultRate {
  return { rate, ...(typeof seed === 'number' && { seed }) }
}

function isKnown(name: string): name is keyof typeof known {
  return name in known
}
