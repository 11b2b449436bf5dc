import type { Sentence } from '../messages/sentence.ts'

/** Draws a sentence with its emphasis. */
export function SentenceText({ sentence }: { sentence: Sentence }) {
  return sentence.map((piece, index) => {
    if (typeof piece === 'string') return piece
    if ('strong' in piece) return <strong key={index}>{piece.strong}</strong>
    return (
      <em key={index} className="pe-value" dir="auto">
        {piece.value}
      </em>
    )
  })
}
