import { useMemo } from 'react'
import { type Deferred, useDeferred } from './deferred.ts'
import { type Language, type Served, english, serve } from './languages.ts'

/** Words in every language: English is always there, the others come when somebody reads them. */
export type Shelf<Words> = { 'en-GB': Words } & Record<Exclude<Language, 'en-GB'>, Deferred<Words>>

export interface Spoken<Words> extends Served {
  words: Words
}

/** The words for a locale; undefined while they are on their way, English where they cannot be loaded. */
export function useSpoken<Words>(locale: string, shelf: Shelf<Words>): Spoken<Words> | undefined {
  const served = useMemo(() => serve(locale), [locale])
  const { value, isLost } = useDeferred(served.language === 'en-GB' ? undefined : shelf[served.language])
  const words = served.language === 'en-GB' ? shelf['en-GB'] : value
  return useMemo(() => {
    if (words !== undefined) return { ...served, words }
    return isLost ? { ...english, words: shelf['en-GB'] } : undefined
  }, [served, words, isLost, shelf])
}
