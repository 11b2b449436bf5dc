import type { SettingsMessages } from '../messages/en-gb/settings.ts'
import { Choices } from './Choices.tsx'
import { type SettingsDraft, type SettingsPlace, fuseBounds, fuseSize, readDraft } from './settings-draft.ts'
import { TextField } from './TextField.tsx'

/** How much may happen without a question. */
export function Caution({
  words,
  draft,
  problems,
  people,
  onChange,
  isReadOnly,
}: {
  words: SettingsMessages['caution']
  draft: SettingsDraft
  problems: readonly SettingsPlace[]
  people: number
  onChange: (changes: Partial<SettingsDraft>) => void
  isReadOnly: boolean
}) {
  // The time zone is another group's business: a wrong one must not hide what the limit comes to.
  const fuse = readDraft({ ...draft, timeZone: 'UTC' }).settings?.fuse
  const number = (part: keyof SettingsDraft['fuse']) => (
    <TextField
      label={words[part]}
      problem={problems.includes(`fuse.${part}`) ? words.between(fuseBounds[part]) : undefined}
      // Not type="number": a wheel over it would change the limit unnoticed.
      inputMode="numeric"
      value={draft.fuse[part]}
      readOnly={isReadOnly}
      onChange={(text) => onChange({ fuse: { ...draft.fuse, [part]: text } })}
    />
  )
  return (
    <section className="pe-settings-group">
      <h3>{words.title}</h3>
      <fieldset className="pe-fuse">
        <legend>{words.fuse}</legend>
        <p className="pe-soft">{words.fuseText}</p>
        <div className="pe-fuse-numbers">
          {number('atLeast')}
          {number('percent')}
          {number('atMost')}
        </div>
        <p className="pe-consequence" role="status">
          {fuse && words.fuseMeans(fuseSize(people, fuse))} {fuse && fuse.atLeast > fuse.atMost && words.crossed}
        </p>
      </fieldset>
      <Choices
        legend={words.blocked}
        words={words.blockedIs}
        values={['ask', 'put-it-back']}
        chosen={draft.blockedSignIn}
        onChoose={(blockedSignIn) => onChange({ blockedSignIn })}
        isReadOnly={isReadOnly}
      />
    </section>
  )
}
