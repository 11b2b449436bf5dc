import { type StatusCounts, noCounts } from '@plumm/entra-shared'
import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, Suspense, lazy, useState } from 'react'
import { causeOf } from '../api/failure.ts'
import type { SettingsPage } from '../connection/Overview.tsx'
import type { SettingsMessages } from '../messages/en-gb/settings.ts'
import { useLaterMessages, useMay, useMessages, useStyles, useWidget, useWidgetQuery } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { LoadFailure } from '../ui/LoadFailure.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { Reach } from './Reach.tsx'
import { Rules } from './Rules.tsx'
import css from './settings.css?inline'

const Mapping = lazy(() => import('../mapping/Mapping.tsx').then((module) => ({ default: module.Mapping })))

/** What a company may choose about the sync. Whoever may not manage it may read it. */
export function SettingsDrawer({
  isOpen,
  onOpenChange,
  first = 'rules',
  counts = noCounts(),
}: {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  /** The page it opens at. */
  first?: SettingsPage
  /** Of people by status, for saying what a limit comes to. */
  counts?: StatusCounts | undefined
}) {
  useStyles(css)
  const { panel } = useMessages()
  const later = useLaterMessages()
  const words = later?.settings
  const [areRulesChanged, setRulesChanged] = useState(false)
  const [isReachChanged, setReachChanged] = useState(false)
  const [isMappingChanged, setMappingChanged] = useState(false)
  const [isLeaving, setIsLeaving] = useState(false)
  const { queries } = useWidget().core
  const mayManage = useMay('integrations:manage')
  const settings = useWidgetQuery(queries.settings())
  const mapping = useWidgetQuery(queries.fieldMapping())
  const [chosen, setChosen] = useState(first)
  // It reads people to show: only once somebody has gone there, and then for good, as the other pages.
  const [wasMappingOpened, setWasMappingOpened] = useState(first === 'mapping')
  const choose = (page: SettingsPage) => {
    setChosen(page)
    if (page === 'mapping') setWasMappingOpened(true)
  }

  const leave = (isStillOpen: boolean) => {
    if (!isStillOpen && (areRulesChanged || isReachChanged || isMappingChanged)) setIsLeaving(true)
    else onOpenChange(isStillOpen)
  }
  return (
    <Dialog kind="drawer" isOpen={isOpen} onOpenChange={leave} title={panel.actions.settings}>
      <div className="pe-settings">
        {later && words ? (
          <>
            {!mayManage && (
              <div className="pe-settings-note">
                <Notice icon="key">{panel.manageOnly}</Notice>
              </div>
            )}
            <Tabs
              label={words.tabs.label}
              chosen={chosen}
              onChoose={choose}
              tabs={[
                {
                  id: 'rules',
                  title: words.tabs.rules,
                  mark: areRulesChanged ? words.unsaved : undefined,
                  panel: (
                    <OnceRead query={settings} words={words}>
                      {(data) => (
                        <Rules words={words} settings={data} people={linkedIn(counts)} onChanged={setRulesChanged} />
                      )}
                    </OnceRead>
                  ),
                },
                {
                  id: 'reach',
                  title: words.tabs.reach,
                  mark: isReachChanged ? words.unsaved : undefined,
                  panel: (
                    <OnceRead query={mapping} words={words}>
                      {(data) => <Reach words={words} mapping={data} onChanged={setReachChanged} />}
                    </OnceRead>
                  ),
                },
                {
                  id: 'mapping',
                  title: words.tabs.mapping,
                  mark: isMappingChanged ? words.unsaved : undefined,
                  panel: wasMappingOpened && (
                    <OnceRead query={mapping} words={words}>
                      {(data) => (
                        <Suspense fallback={<Skeleton lines={8} label={words.loading} />}>
                          <Mapping words={later} mapping={data} onChanged={setMappingChanged} />
                        </Suspense>
                      )}
                    </OnceRead>
                  ),
                },
              ]}
            />
            {isLeaving && (
              <LeaveDialog words={words} onStay={() => setIsLeaving(false)} onLeave={() => onOpenChange(false)} />
            )}
          </>
        ) : (
          <Skeleton lines={8} label={panel.loading} />
        )}
      </div>
    </Dialog>
  )
}

/** Those who have an account, or are about to: whom the panel's own sentence counts. */
function linkedIn({ synced, suspended, pending, retrying }: StatusCounts): number {
  return synced + suspended + pending + retrying
}

/** What is kept elsewhere, once it is here; else that it is coming, or why it is not. */
function OnceRead<Data>({
  query: { data, error, refetch },
  words,
  children,
}: {
  query: UseQueryResult<Data>
  words: SettingsMessages
  children: (data: Data) => ReactNode
}) {
  if (data !== undefined) return children(data)
  return (
    <div className="pe-settings-body">
      {error ? (
        <LoadFailure cause={causeOf(error)} onRetry={() => void refetch()} />
      ) : (
        <Skeleton lines={8} label={words.loading} />
      )}
    </div>
  )
}

function LeaveDialog({
  words: { leave },
  onStay,
  onLeave,
}: {
  words: SettingsMessages
  onStay: () => void
  onLeave: () => void
}) {
  return (
    <Dialog kind="alertdialog" isOpen onOpenChange={(isOpen) => !isOpen && onStay()} title={leave.title}>
      <p>{leave.text}</p>
      <div className="pe-dialog-actions">
        <Button onClick={onStay}>{leave.stay}</Button>
        <Button kind="danger" onClick={onLeave}>
          {leave.go}
        </Button>
      </div>
    </Dialog>
  )
}
