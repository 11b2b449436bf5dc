import { expect, it } from 'vitest'
import { languages, serve } from './languages.ts'

it.each([
  ['en-GB', 'en-GB', 'en-GB'],
  ['en', 'en-GB', 'en'],
  ['en-US', 'en-GB', 'en-US'],
  ['de', 'de', 'de'],
  ['de-AT', 'de', 'de-AT'],
  ['DE-de', 'de', 'de-DE'],
  ['de_CH', 'de', 'de-CH'],
  ['de-Latn-DE-x-plumm', 'de', 'de-Latn-DE-x-plumm'],
  ['ar-EG', 'ar', 'ar-EG'],
  ['ar-u-nu-latn', 'ar', 'ar-u-nu-latn'],
  ['fr-FR', 'en-GB', 'en-GB'],
  ['dea', 'en-GB', 'en-GB'],
  ['', 'en-GB', 'en-GB'],
  ['not a locale', 'en-GB', 'en-GB'],
])('answers %s with the words of %s and the dates of %s', (asked, language, locale) => {
  expect(serve(asked)).toMatchObject({ language, locale })
})

it('writes Arabic from right to left, and nothing else', () => {
  expect(languages.filter((language) => serve(language).dir === 'rtl')).toEqual(['ar'])
})

it('goes by the words that are served, not by those that were asked for', () => {
  expect(serve('he-IL')).toEqual({ language: 'en-GB', locale: 'en-GB', dir: 'ltr' })
})
