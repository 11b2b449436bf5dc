import { pollUnless } from '../use-live.ts'
import { useFormats, useIsLive, useMay, useMessages, useWidget, useWidgetQuery } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { SentenceText } from '../ui/SentenceText.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { isShown } from './audit-match.ts'
import { entryLook } from './entry-look.ts'

const ENTRIES_MAX = 5

/** The newest few of the log, always the same height, so that what is below stays where it is. */
export function RecentActivity({ onOpenLog }: { onOpenLog: () => void }) {
  const { core } = useWidget()
  const { panel, audit } = useMessages()
  const formats = useFormats()
  const isLive = useIsLive()
  const enabled = useMay('integrations:read')
  const { data } = useWidgetQuery({
    ...core.queries.recent(),
    enabled,
    refetchInterval: pollUnless(isLive),
  })
  const entries = data?.entries.filter((entry) => isShown(entry, {})).slice(0, ENTRIES_MAX)
  return (
    <section className="pe-recent">
      <header>
        <h3>{panel.recent.title}</h3>
        <Button kind="quiet" icon="list" onClick={onOpenLog}>
          {audit.open}
        </Button>
      </header>
      {!entries ? (
        <Skeleton lines={ENTRIES_MAX} label={audit.loading} />
      ) : entries.length === 0 ? (
        <p className="pe-soft">{panel.recent.none}</p>
      ) : (
        <ol>
          {entries.map((entry) => (
            <li key={entry.seq}>
              <span className={`pe-entry-mark pe-tone-${entryLook(entry).tone}`}>
                <Icon name={entryLook(entry).icon} />
              </span>
              <span className="pe-recent-text">
                <SentenceText sentence={audit.sentenceFor(entry)} />
              </span>
              <time dateTime={entry.at}>{formats.timeOrDay(entry.at)}</time>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
