import { useFormats, useLaterMessages } from '../widget-context.ts'
import type { Connected } from './Overview.tsx'

/** What the connection rests on: rarely needed, so folded away. */
export function Facts({ connection }: { connection: Connected }) {
  const words = useLaterMessages()?.facts
  const formats = useFormats()
  const { tenant, connectedBy, since, watch, credential } = connection
  if (!words) return null
  const rows: [title: string, text: string, aside?: string][] = [
    [words.directory, tenant.name, tenant.domain],
    [words.connectedBy, connectedBy.name, connectedBy.signInName],
    [words.since, formats.moment(since)],
    ...(watch ? [[words.watch, words.watchedBy(watch)] as [string, string]] : []),
    ...(credential ? [[words.credential, words.credentialIs(credential)] as [string, string]] : []),
  ]
  return (
    <dl>
      {rows.map(([title, text, aside]) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>
            <bdi>{text}</bdi> {aside && <bdi className="pe-soft">{aside}</bdi>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
