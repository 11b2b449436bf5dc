import { Suspense, lazy, useRef, useState } from 'react'
import type { BadgeWords } from '../messages/en-gb/badge.ts'
import root from '../theme/root.css?inline'
import { classOf } from '../theme/theme-class.ts'
import tokens from '../theme/tokens.css?inline'
import { Guard } from '../ui/Guard.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useBadges, useStylesIn } from './badge-context.ts'
import { badgeFor } from './badge-for.ts'
import css from './badge.css?inline'
import { wordFor } from './status-words.ts'
import { useEntraStatus } from './use-entra-status.ts'

const loadCard = () => import('./BadgeCard.tsx')
const BadgeCard = lazy(() => loadCard().then((module) => ({ default: module.BadgeCard })))

export interface EntraStatusBadgeProps {
  personId: string
  /** Does the badge open a card with the details? Yes, unless you say no. */
  card?: boolean | undefined
}

/** A person's status in Microsoft Entra: a word and an icon, and a card with the rest. */
export function EntraStatusBadge({ personId, card = true }: EntraStatusBadgeProps) {
  const { styleRoot, theme, spoken } = useBadges()
  useStylesIn(styleRoot, [tokens, root, css])
  return (
    <span className={`${classOf(theme)} pe-badge-root`} lang={spoken?.locale} dir={spoken?.dir}>
      <Guard fallback={null}>
        {spoken ? <Badge personId={personId} hasCard={card} words={spoken.words} /> : <Blank />}
      </Guard>
    </span>
  )
}

/** As high as a badge, while there is no language to say anything in. */
function Blank() {
  return (
    <span className="pe-badge pe-tone-quiet">
      <span className="pe-badge-dot" />
    </span>
  )
}

function Badge({ personId, hasCard, words }: { personId: string; hasCard: boolean; words: BadgeWords }) {
  const { data: report, error } = useEntraStatus(personId)
  const [isOpen, setIsOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)

  if (!report) {
    const word = error ? words.unknown : words.looking
    return (
      <span className="pe-badge pe-tone-quiet" title={error ? words.unknownMeaning : undefined}>
        <span className="pe-badge-dot" />
        {word}
      </span>
    )
  }
  const { icon, tone } = badgeFor[report.status]
  const word = wordFor(report, words)
  const face = (
    <>
      <Icon name={icon} />
      {word}
    </>
  )
  // A place to write to when the status moves, without reading out every badge of a list.
  if (!hasCard) return <span className={`pe-badge pe-tone-${tone}`}>{face}</span>
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className={`pe-badge pe-badge-button pe-tone-${tone}`}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={words.label(word)}
        onPointerEnter={() => void loadCard()}
        onFocus={() => void loadCard()}
        onClick={() => setIsOpen(true)}
      >
        {face}
      </button>
      {isOpen && (
        <Guard fallback={null}>
          <Suspense>
            <BadgeCard report={report} anchor={anchor} onClose={() => setIsOpen(false)} />
          </Suspense>
        </Guard>
      )}
    </>
  )
}
