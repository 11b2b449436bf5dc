import { useFormats, useMessages } from '../widget-context.ts'
import type { Connected } from './Overview.tsx'
import { Icon } from '../ui/Icon.tsx'

/** What the connection rests on: rarely needed, so folded away. */
export function Facts({ connection }: { connection: Connected }) {
  const { panel } = useMessages()
  const formats = useFormats()
  const { facts } = panel
  const { tenant, connectedBy, since, permissions } = connection
  return (
    <details className="pe-facts">
      <summary>
        <Icon name="right" className="pe-facts-mark" />
        {facts.title}
        <span className="pe-soft">
          {tenant.name} ({tenant.domain})
        </span>
      </summary>
      <dl>
        <div>
          <dt>{facts.directory}</dt>
          <dd>
            {tenant.name} <span className="pe-soft">{tenant.domain}</span>
          </dd>
        </div>
        <div>
          <dt>{facts.connectedBy}</dt>
          <dd>
            {connectedBy.name} <span className="pe-soft">{connectedBy.signInName}</span>
          </dd>
        </div>
        <div>
          <dt>{facts.since}</dt>
          <dd>{formats.moment(since)}</dd>
        </div>
        <div>
          <dt>{facts.permissions}</dt>
          <dd>
            <ul className="pe-granted">
              {permissions.map(({ name, required, granted }) => (
                <li key={name}>
                  <Icon name={granted ? 'check' : required ? 'alert' : 'aside'} />
                  <code>{name}</code>
                  <span className="pe-soft">
                    {granted ? facts.granted : required ? facts.missing : facts.missingOptional}
                  </span>
                </li>
              ))}
            </ul>
          </dd>
        </div>
      </dl>
    </details>
  )
}
