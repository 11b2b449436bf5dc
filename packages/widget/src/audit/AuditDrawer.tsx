import { useRef, useState } from 'react'
import { causeOf } from '../api/failure.ts'
import type { AuditFilter } from '../api/queries.ts'
import { useSettled } from '../use-settled.ts'
import { useMessages, useStyles } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { LoadFailure } from '../ui/LoadFailure.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import css from './audit.css?inline'
import { AuditFilters } from './AuditFilters.tsx'
import { AuditList } from './AuditList.tsx'
import { useEntraAudit } from './use-entra-audit.ts'

export function AuditDrawer({
  onOpenChange,
  initialFilter,
}: {
  onOpenChange: (isOpen: boolean) => void
  initialFilter: AuditFilter
}) {
  useStyles(css)
  const { audit } = useMessages()
  return (
    <Dialog kind="drawer" isOpen onOpenChange={onOpenChange} title={audit.title}>
      <Log initialFilter={initialFilter} />
    </Dialog>
  )
}

function Log({ initialFilter }: { initialFilter: AuditFilter }) {
  const { audit } = useMessages()
  const [filter, setFilter] = useState(initialFilter)
  const q = useSettled(filter.q?.trim() ?? '')
  const log = useEntraAudit({ ...filter, q: q === '' ? undefined : q })
  const top = useRef<HTMLElement>(null)
  const showWaiting = () => {
    log.showWaiting()
    top.current?.scrollTo({ top: 0 })
  }
  return (
    <>
      <AuditFilters filter={filter} onFilter={setFilter} />
      <div className="pe-new" aria-live="polite">
        {log.waiting > 0 && (
          <Button className="pe-new-button" onClick={showWaiting}>
            {audit.newEntries(log.waiting)}
          </Button>
        )}
      </div>
      <section className="pe-log" ref={top} aria-label={audit.title}>
        {log.error && !log.entries ? (
          <LoadFailure cause={causeOf(log.error)} onRetry={log.retry} />
        ) : !log.entries ? (
          <Skeleton lines={8} label={audit.loading} />
        ) : log.entries.length === 0 && !log.hasMore ? (
          <Empty isFiltered={Object.values(filter).some(Boolean)} onClear={() => setFilter({})} />
        ) : (
          <AuditList
            entries={log.entries}
            hasMore={log.hasMore}
            isLoadingMore={log.isLoadingMore}
            onMore={log.loadMore}
          />
        )}
      </section>
    </>
  )
}

function Empty({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const { audit } = useMessages()
  return (
    <div className="pe-blank" aria-live="polite">
      <strong>{isFiltered ? audit.nothingFound : audit.empty}</strong>
      <p className="pe-soft">{isFiltered ? audit.nothingFoundText : audit.emptyText}</p>
      {isFiltered && <Button onClick={onClear}>{audit.clearFilters}</Button>}
    </div>
  )
}
