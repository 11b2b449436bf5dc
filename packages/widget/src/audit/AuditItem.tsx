import type { AuditEntry } from '@plumm/entra-shared'
import { useFormats, useLaterMessages, useMessages } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { Changes } from '../ui/Changes.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Icon } from '../ui/Icon.tsx'
import { SentenceText } from '../ui/SentenceText.tsx'
import { entryLook } from './entry-look.ts'
import { entryText } from './entry-text.ts'

/** Written out at length in the entry's own sentence, or not for reading at all. */
const toldElsewhere = new Set(['tenant', 'settings', 'fieldMapping', 'people', 'reason', 'refusal'])

/** Actions that turn one value into another; the rest of the diary has no before. */
const hasBeforeAndAfter = new Set<AuditEntry['action']>([
  'user.updated',
  'user.renamed',
  'user.reference-changed',
  'user.suspended',
  'user.enabled',
  'drift.corrected',
  'field-mapping.changed',
])

/** One entry of the diary: when, a sentence, before and after, and the rest one click deeper. */
export function AuditItem({
  entry,
  onPerson,
}: {
  entry: AuditEntry
  /** Shows only this person's entries; undefined where no others are shown. */
  onPerson: ((personId: string) => void) | undefined
}) {
  const { audit } = useMessages()
  const formats = useFormats()
  const { icon, tone } = entryLook(entry)
  const changes = entry.changes.filter(({ field }) => !toldElsewhere.has(field))
  const isToldWhole = entry.action === 'drift.corrected' && changes.length === 1
  return (
    <li className="pe-entry">
      <time dateTime={entry.at}>{formats.time(entry.at)}</time>
      <span className={`pe-entry-mark pe-tone-${tone}`}>
        <Icon name={icon} />
      </span>
      <div className="pe-entry-body">
        <p>
          <SentenceText sentence={audit.sentenceFor(entry)} />
        </p>
        {changes.length > 0 && !isToldWhole && (
          <Changes changes={changes} hasBefore={hasBeforeAndAfter.has(entry.action)} />
        )}
        <details className="pe-entry-details">
          <summary>
            <Icon name="right" />
            {audit.details}
            <span className="pe-hidden">
              , {audit.entryNumber} {entry.seq}
            </span>
          </summary>
          <Details entry={entry} />
          <Ways entry={entry} onPerson={onPerson} />
        </details>
      </div>
    </li>
  )
}

/** From an entry to the person's others, and to support. */
function Ways({ entry, onPerson }: Parameters<typeof AuditItem>[0]) {
  const { audit } = useMessages()
  const formats = useFormats()
  const words = useLaterMessages()?.lists.log
  const { personId, personName } = entry
  if (!words) return null
  return (
    <div className="pe-entry-ways">
      <CopyButton kind="plain" text={entryText(entry, audit, formats)} label={words.copyEntry} />
      {onPerson && personId !== null && personName !== null && (
        <Button className="pe-copy" icon="filter" onClick={() => onPerson(personId)}>
          {words.onlyPerson(personName)}
        </Button>
      )}
    </div>
  )
}

function Details({ entry }: { entry: AuditEntry }) {
  const { audit, panel } = useMessages()
  const formats = useFormats()
  const id = (name: string, value: string | null) =>
    value !== null && (
      <div>
        <dt>{name}</dt>
        <dd>
          <code>{value}</code>
          <CopyButton text={value} label={panel.copy} />
        </dd>
      </div>
    )
  return (
    <dl className="pe-entry-facts">
      <div>
        <dt>{audit.entryNumber}</dt>
        <dd>{formats.number(entry.seq)}</dd>
      </div>
      <div>
        <dt>{audit.at}</dt>
        <dd>{formats.moment(entry.at)}</dd>
      </div>
      <div>
        <dt>{audit.outcome}</dt>
        <dd>{audit.outcomes[entry.outcome]}</dd>
      </div>
      {id(audit.graphRequest, entry.graphRequestId)}
      {id(audit.ourRequest, entry.clientRequestId)}
      {id(audit.account, entry.entraUserId)}
      {id(audit.hash, entry.hash)}
    </dl>
  )
}
