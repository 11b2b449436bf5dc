import { Person, SentFieldMapping } from '@plumm/entra-shared'
import { expect, it } from 'vitest'
import { parse } from './contract.ts'
import { HttpProblem } from './problem.ts'

const complaint = (attempt: () => unknown) => {
  try {
    attempt()
  } catch (error) {
    return error instanceof HttpProblem ? error.options.issues : error
  }
  return undefined
}

it('says in words what is wrong with a body, and where', () => {
  expect(complaint(() => parse(Person, { id: '', version: 1.5, email: 7, status: 'away' }, 'body'))).toEqual([
    { path: 'id', message: 'Too small: expected string to have >=1 characters' },
    { path: 'id', message: 'An id has no control characters.' },
    { path: 'version', message: 'Invalid input: expected int, received number' },
    { path: 'email', message: 'Invalid input: expected string, received number' },
    { path: 'status', message: 'Invalid option: expected one of "active"|"deactivated"|"deleted"' },
  ])
})

it('keeps our own words where the contract has them', () => {
  expect(complaint(() => parse(SentFieldMapping, { version: 3, rules: [] }, 'body'))).toEqual([
    { path: 'version', message: 'The version of a field mapping is 2; 1 is understood.' },
    { path: 'rules', message: 'Too small: expected array to have >=1 items' },
  ])
})
