import type { Direction } from './languages.ts'

const ISOLATE = '\u2068'
const END = '\u2069'
/** Hebrew, Arabic, Syriac, Thaana, N’Ko and their kin, and the presentation forms. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/

/**
 * Sets a text apart from the sentence around it, by Unicode's own isolates, so that it works in a label or on a
 * clipboard, too (https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates). In a sentence from left to right
 * only what reads the other way needs it; in one from right to left, digits and punctuation do as well.
 */
export function setApart(text: string, dir: Direction): string {
  return text !== '' && (dir === 'rtl' || RIGHT_TO_LEFT.test(text)) ? `${ISOLATE}${text}${END}` : text
}
