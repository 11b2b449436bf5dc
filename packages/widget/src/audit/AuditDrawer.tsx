import type { AuditFilter } from '@plumm/entra-shared'
import { useRef, useState } from 'react'
import { causeOf } from '../api/failure.ts'
import { useSettled } from '../use-settled.ts'
import { useLaterMessages, useMessages, useStyles } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { LoadFailure } from '../ui/LoadFailure.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import css from './audit.css?inline'
import { AuditFilters } from './AuditFilters.tsx'
import { AuditList } from './AuditList.tsx'
import { ChainCheck } from './ChainCheck.tsx'
import { isFiltered } from './filter-chips.ts'
import { TakeAway } from './TakeAway.tsx'
import { useEntraAudit } from './use-entra-audit.ts'

export function AuditDrawer({
  onOpenChange,
  initialFilter,
  filter,
  onFilterChange,
}: {
  onOpenChange: (isOpen: boolean) => void
  initialFilter: AuditFilter
  /** What is shown, where the host says so. */
  filter: AuditFilter | undefined
  onFilterChange: ((filter: AuditFilter) => void) | undefined
}) {
  useStyles(css)
  const [own, setOwn] = useState(initialFilter)
  const { audit } = useMessages()
  return (
    <Dialog kind="drawer" isOpen onOpenChange={onOpenChange} title={audit.title}>
      <Log filter={onFilterChange ? (filter ?? {}) : own} onFilter={onFilterChange ?? setOwn} />
    </Dialog>
  )
}

function Log({ filter, onFilter }: { filter: AuditFilter; onFilter: (filter: AuditFilter) => void }) {
  const { audit } = useMessages()
  const words = useLaterMessages()?.lists.log
  const q = useSettled(filter.q?.trim() ?? '')
  const asked = { ...filter, q: q === '' ? undefined : q }
  const log = useEntraAudit(asked)
  const top = useRef<HTMLElement>(null)
  const showWaiting = () => {
    log.showWaiting()
    top.current?.scrollTo({ top: 0 })
  }
  const personName = log.entries?.find(({ personId }) => personId === filter.personId)?.personName ?? null
  return (
    <>
      <AuditFilters filter={filter} onFilter={onFilter} personName={personName} />
      <div className="pe-audit-tools">
        {words && <ChainCheck words={words} />}
        {words && <TakeAway filter={asked} words={words} />}
      </div>
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
          <Empty isFiltered={isFiltered(filter)} onClear={() => onFilter({})} />
        ) : (
          <AuditList
            entries={log.entries}
            hasMore={log.hasMore}
            isLoadingMore={log.isLoadingMore}
            onMore={log.loadMore}
            end={isFiltered(filter) ? words?.noEarlierMatch : log.isCut ? words?.cutBefore : audit.end}
            onPerson={filter.personId === undefined ? (personId) => onFilter({ ...filter, personId }) : undefined}
          />
        )}
      </section>
    </>
  )
}

function Empty({ isFiltered: isNarrow, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const { audit } = useMessages()
  return (
    <div className="pe-blank" aria-live="polite">
      <strong>{isNarrow ? audit.nothingFound : audit.empty}</strong>
      <p className="pe-soft">{isNarrow ? audit.nothingFoundText : audit.emptyText}</p>
      {isNarrow && <Button onClick={onClear}>{audit.clearFilters}</Button>}
    </div>
  )
}
