import { type FieldMapping, defaultFieldMapping, findMappingIssues } from '@plumm/entra-shared'
import { useEffect, useMemo, useState } from 'react'
import { families } from '../api/queries.ts'
import type { LaterMessages } from '../messages/en-gb/later.ts'
import planCss from '../plan/plan.css?inline'
import { SaveBar } from '../settings/SaveBar.tsx'
import { useEditing } from '../settings/use-editing.ts'
import { useAct } from '../use-act.ts'
import { useMay, useStyles, useWidget, useWidgetQuery } from '../widget-context.ts'
import { Button } from '../ui/Button.tsx'
import { revisionFor } from './mapping-draft.ts'
import css from './mapping.css?inline'
import { MappingEffect } from './MappingEffect.tsx'
import { MappingFields } from './MappingFields.tsx'

/** What is carried over: which property in Plumm becomes which field in Entra. */
export function Mapping({
  words,
  mapping,
  onChanged,
}: {
  words: LaterMessages
  mapping: FieldMapping
  onChanged: (isChanged: boolean) => void
}) {
  useStyles(planCss, css)
  const { core } = useWidget()
  const isReadOnly = !useMay('integrations:manage')
  const connection = useWidgetQuery(core.queries.connection())
  // Once there is a tenant to compare with.
  const isConnected = connection.data !== undefined && 'counts' in connection.data && 'connectedBy' in connection.data
  const [saved, setSaved] = useState<string | null>(null)
  const [isEffectOpen, setIsEffectOpen] = useState(false)
  const { draft, from, isChanged, change, undo } = useEditing(mapping, ({ rules }) => rules)
  useEffect(() => onChanged(isChanged), [isChanged, onChanged])
  const issues = useMemo(() => findMappingIssues({ rules: draft }), [draft])
  const sent = useMemo(
    () => ({ version: from.version, revision: revisionFor(from, mapping, 'rules'), rules: draft }),
    [from, mapping, draft],
  )
  const query = core.queries.fieldMapping()
  const save = useAct(async () => {
    core.queryClient.setQueryData(query.queryKey, await core.client.call('putFieldMapping', { body: sent }))
    undo()
    setIsEffectOpen(false)
    setSaved(isConnected ? words.mapping.saved : words.mapping.savedNotConnected)
    await core.queryClient.invalidateQueries({ queryKey: families.preview })
  })
  const lookAtTheirs = useAct(async () => {
    await core.queryClient.fetchQuery({ ...query, staleTime: 0 })
    undo()
  })
  const isValid = issues.length === 0

  return (
    <>
      <div className="pe-settings-body pe-mapping">
        {isEffectOpen ? (
          <MappingEffect words={words.mapping} mapping={sent} onBack={() => setIsEffectOpen(false)} />
        ) : (
          <MappingFields
            words={words.mapping}
            inForce={from.rules}
            rules={draft}
            issues={issues}
            onChange={change}
            onReset={() => change(defaultFieldMapping.rules)}
            isReadOnly={isReadOnly}
            isConnected={isConnected}
          />
        )}
      </div>
      {!isReadOnly && (
        <SaveBar
          words={words.settings}
          save={save}
          isChanged={isChanged}
          isValid={isValid}
          saved={saved}
          onUndo={undo}
          onLookAtTheirs={lookAtTheirs.run}
        >
          {isChanged && isValid && isConnected && !isEffectOpen && (
            <Button icon="list" onClick={() => setIsEffectOpen(true)}>
              {words.mapping.see}
            </Button>
          )}
        </SaveBar>
      )}
    </>
  )
}
