import { type FieldMapping, countryCodes } from '@plumm/entra-shared'
import { useEffect, useMemo, useState } from 'react'
import { families } from '../api/queries.ts'
import type { SettingsMessages } from '../messages/en-gb/settings.ts'
import { useAct } from '../use-act.ts'
import { useMay, useWidget, useWidgetQuery } from '../widget-context.ts'
import { Notice } from '../ui/Notice.tsx'
import { Choices } from './Choices.tsx'
import { NameList } from './NameList.tsx'
import { PersonList } from './PersonList.tsx'
import { revisionFor } from '../mapping/mapping-draft.ts'
import { type ReachDraft, countryNamed, reachOf, readReach } from './reach-draft.ts'
import { SaveBar } from './SaveBar.tsx'
import { useEditing } from './use-editing.ts'

/** Whom the sync is for, and who is never touched. */
export function Reach({
  words,
  mapping,
  onChanged,
}: {
  words: SettingsMessages
  mapping: FieldMapping
  onChanged: (isChanged: boolean) => void
}) {
  const { core } = useWidget()
  const isReadOnly = !useMay('integrations:manage')
  const [wasSaved, setWasSaved] = useState(false)
  const { draft, from, isChanged, change, undo } = useEditing(mapping, reachOf)
  useEffect(() => onChanged(isChanged), [isChanged, onChanged])
  const reach = readReach(draft)
  const query = core.queries.fieldMapping()
  const save = useAct(async () => {
    if (!reach) return
    const body = {
      version: from.version,
      revision: revisionFor(from, mapping, 'reach'),
      rules: mapping.rules,
      ...reach,
    }
    core.queryClient.setQueryData(query.queryKey, await core.client.call('putFieldMapping', { body }))
    undo()
    setWasSaved(true)
    await core.queryClient.invalidateQueries({ queryKey: families.preview })
  })
  const lookAtTheirs = useAct(async () => {
    await core.queryClient.fetchQuery({ ...query, staleTime: 0 })
    undo()
  })
  const { exclusions } = draft
  const exclude = (changes: Partial<typeof exclusions>) =>
    change({ ...draft, exclusions: { ...exclusions, ...changes } })

  return (
    <>
      <div className="pe-settings-body">
        <section className="pe-settings-group">
          <Choices
            legend={words.reach.title}
            words={{
              everyone: [words.reach.everyone, words.reach.everyoneText],
              some: [words.reach.some, words.reach.someText],
            }}
            values={['everyone', 'some']}
            chosen={draft.isEveryone ? 'everyone' : 'some'}
            onChoose={(chosen) => change({ ...draft, isEveryone: chosen === 'everyone' })}
            isReadOnly={isReadOnly}
          />
          {!draft.isEveryone && (
            <Some
              words={words.reach}
              draft={draft}
              isNamed={reach !== null}
              onChange={(scope) => change({ ...draft, scope: { ...draft.scope, ...scope } })}
              isReadOnly={isReadOnly}
            />
          )}
        </section>
        <section className="pe-settings-group">
          <h3>{words.reach.never}</h3>
          <p className="pe-soft">{words.reach.neverText}</p>
          <NameList
            words={words.reach}
            label={words.reach.accounts}
            hint={words.reach.accountsHint}
            names={exclusions.accounts}
            onChange={(accounts) => exclude({ accounts })}
            isReadOnly={isReadOnly}
          />
          <PersonList
            words={words.reach}
            label={words.reach.people}
            ids={exclusions.people}
            onChange={(people) => exclude({ people })}
            isReadOnly={isReadOnly}
          />
        </section>
      </div>
      {!isReadOnly && (
        <SaveBar
          words={words}
          save={save}
          isChanged={isChanged}
          isValid={reach !== null}
          saved={wasSaved ? words.reach.saved : null}
          onUndo={undo}
          onLookAtTheirs={lookAtTheirs.run}
        />
      )}
    </>
  )
}

function Some({
  words,
  draft: { scope },
  isNamed,
  onChange,
  isReadOnly,
}: {
  words: SettingsMessages['reach']
  draft: ReachDraft
  /** Whether anybody is named. */
  isNamed: boolean
  onChange: (scope: Partial<ReachDraft['scope']>) => void
  isReadOnly: boolean
}) {
  const countries = useMemo(
    () =>
      countryCodes()
        .map(words.country)
        .toSorted((a, b) => a.localeCompare(b)),
    [words],
  )
  const { queries } = useWidget().core
  const departments = useWidgetQuery(queries.propertyValues('department'))
  const offices = useWidgetQuery(queries.propertyValues('location.office'))
  return (
    <div className="pe-some">
      <NameList
        words={words}
        label={words.departments}
        hint={words.departmentsHint}
        names={scope.departments}
        options={departments.data?.values.map(({ value }) => value)}
        onChange={(chosen) => onChange({ departments: chosen })}
        isReadOnly={isReadOnly}
      />
      <NameList
        words={words}
        label={words.countries}
        hint={words.countriesHint}
        names={scope.countries}
        onChange={(chosen) => onChange({ countries: chosen })}
        isReadOnly={isReadOnly}
        options={countries}
        nameOf={words.country}
        read={(text) => countryNamed(text, words.country)}
        unreadable={words.noSuchCountry}
      />
      <NameList
        words={words}
        label={words.offices}
        hint={words.officesHint}
        names={scope.offices}
        options={offices.data?.values.map(({ value }) => value)}
        onChange={(chosen) => onChange({ offices: chosen })}
        isReadOnly={isReadOnly}
      />
      <PersonList
        words={words}
        label={words.pilot}
        hint={words.pilotText}
        ids={scope.people}
        onChange={(people) => onChange({ people })}
        isReadOnly={isReadOnly}
      />
      <p className="pe-consequence" role="status">
        {isNamed
          ? words.means({
              departments: scope.departments,
              countries: scope.countries.map(words.country),
              offices: scope.offices,
              named: scope.people.length,
            })
          : words.nothingNamed}
      </p>
      <Notice icon="shield">{words.outside}</Notice>
    </div>
  )
}
