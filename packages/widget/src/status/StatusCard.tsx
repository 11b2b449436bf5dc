import type { PersonStatusReport } from '@plumm/entra-shared'
import { type RefObject, useState } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { Popover } from 'react-aria-components/Popover'
import { causeOf } from '../api/failure.ts'
import { useAct } from '../use-act.ts'
import { Button } from '../ui/Button.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Problems } from '../ui/Problems.tsx'
import { useOverlay } from '../ui/use-overlay.ts'
import { useFormats, useMay, useMessages, useStyles, useWidget } from '../widget-context.ts'
import { useBadges } from './badge-context.ts'
import { badgeFor } from './badge-for.ts'
import css from './card.css?inline'
import { wordFor } from './status-words.ts'

/** What the badge means, readable in three seconds: since when, what is wrong, who acts, one button. */
export function StatusCard({
  report,
  anchor,
  onClose,
}: {
  report: PersonStatusReport
  anchor: RefObject<Element | null>
  onClose: () => void
}) {
  const { themeClass, overlay } = useOverlay()
  useStyles(css)
  const { locale } = useFormats()
  const { status: words } = useMessages()
  const title = report.status === 'held' ? words.heldLong : wordFor(report, words)
  return (
    // Which way is “start” for the card's place is for the language to say.
    <I18nProvider locale={locale}>
      <Popover
        className={`${themeClass} pe-popover`}
        triggerRef={anchor}
        isOpen
        onOpenChange={(isOpen) => !isOpen && onClose()}
        placement="bottom start"
        offset={6}
        {...overlay}
      >
        <Dialog className="pe-card" aria-label={title}>
          <p className="pe-card-where">{words.cardTitle}</p>
          <Heading slot="title" level={2} className={`pe-card-title pe-tone-${badgeFor[report.status].tone}`}>
            <Icon name={badgeFor[report.status].icon} />
            {title}
          </Heading>
          <Meaning report={report} />
          <Times report={report} />
          {report.problems.length > 0 && <h3 className="pe-card-sub">{words.differs}</h3>}
          <Problems problems={report.problems} actor={report.actor} />
          <Account report={report} />
          <Retry report={report} />
        </Dialog>
      </Popover>
    </I18nProvider>
  )
}

function Meaning({ report }: { report: PersonStatusReport }) {
  const { status: words, reasons } = useMessages()
  if (!report.reason) return <p>{words.meaning[report.status]}</p>
  const { what, todo } = reasons[report.reason]
  return (
    <>
      <p>{what}</p>
      <p className="pe-card-todo">
        <Icon name="arrow" />
        {todo}
      </p>
    </>
  )
}

function Times({ report }: { report: PersonStatusReport }) {
  const { status: words } = useMessages()
  return (
    <>
      {report.status === 'retrying' && report.nextRetryAt !== undefined && (
        <p className="pe-soft">{words.nextTry(report.nextRetryAt)}</p>
      )}
      {report.lastSyncedAt !== undefined && <p className="pe-soft">{words.lastSynced(report.lastSyncedAt)}</p>}
    </>
  )
}

function Account({ report }: { report: PersonStatusReport }) {
  const { status: words } = useMessages()
  if (report.entraUserId === undefined) return null
  return (
    <div className="pe-card-account">
      <span className="pe-soft">{words.account}</span>
      <bdi className="pe-cut">{report.signInName ?? report.entraUserId}</bdi>
      <CopyButton text={report.entraUserId} label={words.copyId} />
      <a
        className="pe-link"
        href={`https://entra.microsoft.com/#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/${encodeURIComponent(report.entraUserId)}`}
        target="_blank"
        rel="noreferrer"
      >
        {words.openInEntra}
        <Icon name="external" />
      </a>
    </div>
  )
}

function Retry({ report }: { report: PersonStatusReport }) {
  const { core } = useWidget()
  const { statuses } = useBadges()
  const { status: words, panel } = useMessages()
  const mayManage = useMay('integrations:manage')
  const [isAsked, setIsAsked] = useState(false)
  const retry = useAct(async () => {
    const answer = await core.client.call('syncPerson', { id: report.personId })
    statuses.put(answer)
    setIsAsked(true)
  })
  if (!mayManage || report.status === 'not-connected' || report.status === 'excluded') return null
  return (
    <div className="pe-card-foot">
      {isAsked ? (
        <p className="pe-soft" aria-live="polite">
          {words.asked}
        </p>
      ) : (
        <Button icon="retry" isBusy={retry.isBusy} onClick={retry.run}>
          {report.status === 'retrying' ? words.tryNow : words.syncNow}
        </Button>
      )}
      {retry.error !== null && (
        <Notice tone="bad" icon="alert" role="alert">
          {panel.failure(causeOf(retry.error))}
        </Notice>
      )}
    </div>
  )
}
