import type { AuditEntry } from '@plumm/entra-shared'
import { useEffect, useRef } from 'react'
import { useFormats, useMessages } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { AuditItem } from './AuditItem.tsx'
import { groupByDay } from './audit-days.ts'

export function AuditList({
  entries,
  hasMore,
  isLoadingMore,
  onMore,
  end,
  onPerson,
}: {
  entries: readonly AuditEntry[]
  hasMore: boolean
  isLoadingMore: boolean
  onMore: () => void
  /** What to say where there is nothing further. */
  end: string | undefined
  onPerson: ((personId: string) => void) | undefined
}) {
  const formats = useFormats()
  return (
    <>
      {groupByDay(entries).map((day) => (
        <section key={day.at} className="pe-day">
          <h3>{formats.day(day.at)}</h3>
          <ol>
            {day.entries.map((entry) => (
              <AuditItem key={entry.seq} entry={entry} onPerson={onPerson} />
            ))}
          </ol>
        </section>
      ))}
      {hasMore ? (
        <More key={entries.length} isLoading={isLoadingMore} onMore={onMore} />
      ) : (
        <p className="pe-soft pe-log-end">{end}</p>
      )}
    </>
  )
}

/** Reads on when it is scrolled into sight; a button for everyone else. Made anew with every page: a page may be short. */
function More({ isLoading, onMore }: { isLoading: boolean; onMore: () => void }) {
  const { audit } = useMessages()
  const end = useRef<HTMLDivElement>(null)
  const newest = useRef(onMore)
  useEffect(() => {
    newest.current = onMore
  })
  useEffect(() => {
    const element = end.current
    if (!element) return
    const observer = new IntersectionObserver(
      (seen) => seen.some(({ isIntersecting }) => isIntersecting) && newest.current(),
      // A little ahead of the reader, within what scrolls.
      { root: element.closest('.pe-log'), rootMargin: '240px' },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={end} className="pe-more">
      <Button isBusy={isLoading} onClick={onMore}>
        {isLoading ? audit.loadingMore : audit.more}
      </Button>
    </div>
  )
}
