/** Text with emphasis, as data: a name that contains markup stays a name, and translations order it as they need. */
export type Sentence = readonly Piece[]
export type Piece = string | { strong: string } | { value: string }

/** A word that carries the sentence. */
export const strong = (text: string): Piece => ({ strong: text })
/** A value out of a field, told apart from our own words. */
export const value = (text: string): Piece => ({ value: text })

/** `` say`${strong('Suspended')} ${name} in Entra.` `` */
export function say(texts: TemplateStringsArray, ...pieces: (Piece | Sentence)[]): Sentence {
  return texts.flatMap((text, index): Piece[] => {
    const piece = pieces[index]
    const own = text === '' ? [] : [text]
    if (piece === undefined || piece === '') return own
    return isSentence(piece) ? [...own, ...piece] : [...own, piece]
  })
}

export function textOf(sentence: Sentence): string {
  return sentence
    .map((piece) => (typeof piece === 'string' ? piece : 'strong' in piece ? piece.strong : piece.value))
    .join('')
}

function isSentence(piece: Piece | Sentence): piece is Sentence {
  return Array.isArray(piece)
}
