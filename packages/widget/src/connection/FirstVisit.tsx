import { useMay, useMessages } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { Icon, type IconName } from '../ui/Icon.tsx'
import { Checks } from './Checks.tsx'

/** Before connecting: what it does, what it needs, what it never does, how to undo it. */
export function FirstVisit({ onConnect, onAsk }: { onConnect: () => void; onAsk: () => void }) {
  const { panel } = useMessages()
  const mayManage = useMay('integrations:manage')
  const words = panel.firstVisit
  return (
    <section className="pe-first">
      <h2 className="pe-headline">{words.headline}</h2>
      <p className="pe-lead">{words.text}</p>
      <div className="pe-first-grid">
        <Points title={words.doesTitle} icons={['check']} points={words.does} />
        <Points title={words.neverTitle} icons={['close']} points={words.never} />
        <Points title={words.needsTitle} icons={['key', 'clock']} points={words.needs} />
        <Points title={words.undoTitle} icons={['undo']} points={[words.undo]} />
      </div>
      <div className="pe-actions">
        {mayManage ? (
          <>
            <Button kind="primary" onClick={onConnect}>
              {words.connect}
            </Button>
            <Button onClick={onAsk}>{panel.askAdministrator}</Button>
          </>
        ) : (
          <p className="pe-soft">{panel.manageOnly}</p>
        )}
      </div>
      <Checks isFolded={false} />
    </section>
  )
}

/** An icon for each point; the first one serves for the rest. */
function Points({
  title,
  icons,
  points,
}: {
  title: string
  icons: readonly [IconName, ...IconName[]]
  points: readonly string[]
}) {
  return (
    <div className="pe-points">
      <h3>{title}</h3>
      <ul>
        {points.map((point, index) => (
          <li key={point}>
            <Icon name={icons[index] ?? icons[0]} />
            <span>{point}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
