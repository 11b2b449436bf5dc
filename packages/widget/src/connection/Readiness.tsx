import type { PeopleConcerned, ReadinessCheck } from '@plumm/entra-shared'
import { causeOf } from '../api/failure.ts'
import type { LaterMessages } from '../messages/en-gb/later.ts'
import { useLaterMessages, useMessages, useStyles, useWidget, useWidgetQuery } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { Icon, type IconName } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import css from './readiness.css?inline'

const looks = {
  ok: { icon: 'check', tone: 'good' },
  warn: { icon: 'alert', tone: 'warn' },
  fail: { icon: 'close', tone: 'bad' },
  unknown: { icon: 'aside', tone: 'quiet' },
} as const satisfies Record<ReadinessCheck['result'], { icon: IconName; tone: string }>

/** What it takes to connect and to keep everyone in step, looked up now: each with who acts and how. */
export function Readiness() {
  useStyles(css)
  const { core } = useWidget()
  const { panel } = useMessages()
  const words = useLaterMessages()?.readiness
  const { data, error, isFetching, refetch } = useWidgetQuery(core.queries.readiness())
  if (!words || (!data && !error)) return <Skeleton lines={7} label={words?.loading ?? panel.loading} />
  const again = (
    <Button kind="quiet" icon="retry" isBusy={isFetching} onClick={() => void refetch()}>
      {words.lookAgain}
    </Button>
  )
  if (!data) {
    return (
      <Notice tone="warn" icon="alert" role="alert" action={again}>
        {panel.failure(causeOf(error))}
      </Notice>
    )
  }
  return (
    <div className="pe-readiness">
      <ul>
        {data.checks.map((check) => (
          <Check key={check.id} check={check} words={words} />
        ))}
      </ul>
      {again}
    </div>
  )
}

type Words = LaterMessages['readiness']

function Check({ check, words }: { check: ReadinessCheck; words: Words }) {
  const { actors } = useMessages()
  const { result, href, actor, people } = check
  const remedy = words.remedy(check)
  const needsSomeone = (result === 'warn' || result === 'fail') && actor !== 'nobody'
  return (
    <li className="pe-check">
      <span className={`pe-entry-mark pe-tone-${looks[result].tone}`}>
        <Icon name={looks[result].icon} />
      </span>
      <div>
        <h3>
          {words.titles[check.id]} <span className="pe-tag">{words.results[result]}</span>
        </h3>
        <p className="pe-soft">{words.detail(check)}</p>
        {remedy !== undefined && (
          <p>
            {needsSomeone && <strong>{actors[actor]}. </strong>}
            {remedy}
          </p>
        )}
        {people && <People people={people} words={words} />}
        {href !== undefined && (
          <a className="pe-link" href={href} target="_blank" rel="noreferrer">
            {words.how}
            <Icon name="external" />
          </a>
        )}
      </div>
    </li>
  )
}

function People({ people: { count, first }, words }: { people: PeopleConcerned; words: Words }) {
  const { reasons } = useMessages()
  return (
    <details className="pe-check-people">
      <summary>{words.who(count)}</summary>
      <ul>
        {first.map(({ personId, name, reason }) => (
          <li key={personId}>
            <strong>
              <bdi>{name}</bdi>
            </strong>{' '}
            <span className="pe-soft">{reasons[reason].what}</span>
          </li>
        ))}
        {count > first.length && <li className="pe-soft">{words.more(count - first.length)}</li>}
      </ul>
    </details>
  )
}
