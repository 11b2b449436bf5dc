import { expect, it } from 'vitest'
import { type Flow, type FlowStep, nextFlow } from './connect-flow.ts'

const after = (...steps: FlowStep[]): Flow => steps.reduce(nextFlow, { is: 'idle' })
const signingIn: FlowStep[] = [{ did: 'begin' }, { did: 'open', attemptId: 'a' }]

it('goes from a click through Microsoft’s window and the proof to watching the attempt', () => {
  expect(after(...signingIn)).toEqual({ is: 'signing-in', attemptId: 'a', looksClosed: false })
  const answer: FlowStep = { did: 'answer', attemptId: 'a', outcome: { is: 'signed-in', idToken: 't' } }
  expect(after(...signingIn, answer)).toEqual({ is: 'proving', attemptId: 'a' })
  expect(after(...signingIn, answer, { did: 'prove', attemptId: 'a' })).toEqual({ is: 'watching', attemptId: 'a' })
})

it('takes a window that looks closed for a hint and listens on', () => {
  expect(after(...signingIn, { did: 'look-closed' })).toMatchObject({ is: 'signing-in', looksClosed: true })
  expect(after({ did: 'look-closed' })).toEqual({ is: 'idle' })
})

it.each([
  [{ is: 'cancelled' }, { is: 'stopped', why: { is: 'cancelled' } }],
  [{ is: 'popup-blocked' }, { is: 'popup-blocked', attemptId: 'a' }],
  [
    { is: 'failed', code: 'x' },
    { is: 'stopped', why: { is: 'failed', code: 'x' } },
  ],
] as const)('ends a visit that was %j where one can go on', (outcome, flow) => {
  expect(after(...signingIn, { did: 'answer', attemptId: 'a', outcome })).toEqual(flow)
})

it('makes a link instead of opening a window, and the attempt waits for whoever gets it', () => {
  const link = { url: 'https://bff.example/connect/by-link/x', expiresAt: '2026-11-27T14:32:00.000Z' }
  expect(after({ did: 'ask' })).toEqual({ is: 'asking' })
  expect(after({ did: 'ask' }, { did: 'link', attemptId: 'a', link })).toEqual({ is: 'linked', attemptId: 'a', link })
})

it('keeps the code and the reference of a refusal, and calls the rest trouble', () => {
  const problem = {
    type: '',
    title: '',
    status: 422,
    detail: 'No.',
    code: 'not-an-administrator',
    requestId: 'r',
  } as const
  expect(after({ did: 'fail', cause: { is: 'refused', problem } })).toEqual({
    is: 'stopped',
    why: { is: 'refused', code: 'not-an-administrator', detail: 'No.', requestId: 'r' },
  })
  expect(after({ did: 'fail', cause: { is: 'unreachable' } })).toEqual({
    is: 'stopped',
    why: { is: 'trouble', cause: { is: 'unreachable' } },
  })
})
