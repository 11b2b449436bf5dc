import type { ReactNode } from 'react'
import type { Sentence } from '../messages/sentence.ts'
import { Icon, type IconName } from '../ui/Icon.tsx'
import { SentenceText } from '../ui/SentenceText.tsx'

/** One sentence says where we are; a line below says since when, and what it means. */
export function StateHead({
  icon,
  tone,
  sentence,
  children,
  actions,
}: {
  icon: IconName
  tone: 'good' | 'plain' | 'warn'
  sentence: Sentence
  children?: ReactNode
  actions?: ReactNode
}) {
  return (
    <header className="pe-state">
      <span className={`pe-state-mark pe-state-mark-${tone}`}>
        <Icon name={icon} />
      </span>
      <div className="pe-state-words">
        <h2 className="pe-sentence">
          <SentenceText sentence={sentence} />
        </h2>
        {children}
      </div>
      {actions && <div className="pe-state-actions">{actions}</div>}
    </header>
  )
}
