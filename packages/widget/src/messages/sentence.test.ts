import { expect, it } from 'vitest'
import { say, strong, textOf, value } from './sentence.ts'

it('keeps emphasis as data, so that a name with markup in it stays a name', () => {
  const name = '<b>**Ana**</b>'
  const sentence = say`${strong('Suspended')} ${name}, was ${value('Intern')}.`
  expect(sentence).toEqual([{ strong: 'Suspended' }, ' ', name, ', was ', { value: 'Intern' }, '.'])
  expect(textOf(sentence)).toBe('Suspended <b>**Ana**</b>, was Intern.')
})

it('takes sentences inside sentences, and nothing for nothing', () => {
  expect(textOf(say`a ${say`b ${strong('c')}`}${''}`)).toBe('a b c')
})
