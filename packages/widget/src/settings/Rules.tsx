import type { Settings } from '@plumm/entra-shared'
import { useEffect, useMemo, useState } from 'react'
import type { SettingsMessages } from '../messages/en-gb/settings.ts'
import { useAct } from '../use-act.ts'
import { useFormats, useMay, useWidget } from '../widget-context.ts'
import { Caution } from './Caution.tsx'
import { Choices } from './Choices.tsx'
import { Overtaken } from './overtaken.ts'
import { SaveBar } from './SaveBar.tsx'
import { draftOf, readDraft, timeZones } from './settings-draft.ts'
import { TextField } from './TextField.tsx'
import { useEditing } from './use-editing.ts'

/** How the sync goes about its work: dates, finding people, caution. */
export function Rules({
  words,
  settings,
  people,
  onChanged,
}: {
  words: SettingsMessages
  settings: Settings
  /** How many are linked: for saying what the fuse comes to. */
  people: number
  onChanged: (isChanged: boolean) => void
}) {
  const { core } = useWidget()
  const formats = useFormats()
  const isReadOnly = !useMay('integrations:manage')
  const zones = useMemo(() => timeZones(), [])
  const [wasSaved, setWasSaved] = useState(false)
  const { draft, from, isChanged, change, undo } = useEditing(settings, draftOf)
  useEffect(() => onChanged(isChanged), [isChanged, onChanged])
  const read = readDraft(draft)
  const query = core.queries.settings()
  const save = useAct(async () => {
    if (!read.settings) return
    // Settings have no revision that the BFF could compare, so the newest are looked at first.
    const newest = await core.client.call('getSettings')
    if (JSON.stringify(draftOf(newest)) !== JSON.stringify(draftOf(from))) throw new Overtaken()
    core.queryClient.setQueryData(query.queryKey, await core.client.call('putSettings', { body: read.settings }))
    undo()
    setWasSaved(true)
  })
  const lookAtTheirs = useAct(async () => {
    await core.queryClient.fetchQuery({ ...query, staleTime: 0 })
    undo()
  })
  const put = (changes: Partial<typeof draft>) => change({ ...draft, ...changes })
  const { dates, finding } = words
  const hasZone = !read.problems.includes('timeZone')

  return (
    <>
      <div className="pe-settings-body">
        <section className="pe-settings-group">
          <h3>{dates.title}</h3>
          <TextField
            label={dates.timeZone}
            hint={
              hasZone
                ? `${dates.now(clockIn(draft.timeZone.trim(), core.environment.now(), formats.locale))} ${dates.timeZoneMeans}`
                : dates.timeZoneHint
            }
            problem={hasZone ? undefined : dates.noSuchZone}
            options={zones}
            value={draft.timeZone}
            readOnly={isReadOnly}
            onChange={(timeZone) => put({ timeZone })}
          />
          <Choices
            legend={dates.joiners}
            words={dates.joinersIs}
            values={['ahead', 'first-day']}
            chosen={draft.joiners}
            onChoose={(joiners) => put({ joiners })}
            isReadOnly={isReadOnly}
          />
          <Choices
            legend={dates.leavers}
            words={dates.leaversIs}
            values={['end-date', 'deactivation']}
            chosen={draft.leavers}
            onChoose={(leavers) => put({ leavers })}
            isReadOnly={isReadOnly}
          />
        </section>
        <section className="pe-settings-group">
          <h3>{finding.title}</h3>
          <Choices
            legend={finding.matchBy}
            words={finding.matchByIs}
            values={['email', 'employee-number']}
            chosen={draft.matchBy}
            onChoose={(matchBy) => put({ matchBy })}
            isReadOnly={isReadOnly}
          >
            <p className="pe-soft">{finding.switched}</p>
          </Choices>
        </section>
        <Caution
          words={words.caution}
          draft={draft}
          problems={read.problems}
          people={people}
          onChange={put}
          isReadOnly={isReadOnly}
        />
      </div>
      {!isReadOnly && (
        <SaveBar
          words={words}
          save={save}
          isChanged={isChanged}
          isValid={read.settings !== null}
          saved={wasSaved ? words.whenSaved : null}
          onUndo={undo}
          onLookAtTheirs={lookAtTheirs.run}
        />
      )}
    </>
  )
}

/** What a clock on the wall shows there. */
function clockIn(timeZone: string, now: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { weekday: 'short', hour: '2-digit', minute: '2-digit', timeZone }).format(now)
}
