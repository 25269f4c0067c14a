import type { FocusEvent, KeyboardEvent } from 'react'
import { citationOf, type Topic, type TopicKind, topicKinds } from '../../domain/topics.ts'
import { useConference } from '../conference/context.tsx'
import { DraftState } from '../conference/draft-state.tsx'
import { useCommands } from '../conference/use-command.ts'
import { useDraft } from '../conference/use-draft.ts'
import { Button } from '../design/button.tsx'
import { TextField } from '../design/field.tsx'
import { Notice } from '../design/notice.tsx'
import { SelectField } from '../design/select-field.tsx'
import { words } from '../messages/catalogue.ts'
import { type Direction, type Place, stepped } from './moves.ts'
import styles from './topics-page.module.css'

interface Fields {
  readonly kind: TopicKind | ''
  readonly label: string
  readonly title: string
  readonly wording: string
}

const kindChoices = [
  { id: '', label: words.topics.noKind },
  ...topicKinds.map((kind) => ({ id: kind, label: words.topics.kinds[kind] })),
]
const steps = [
  ['up', words.topics.moveUp],
  ['down', words.topics.moveDown],
  ['in', words.topics.moveIn],
  ['out', words.topics.moveOut],
] as const satisfies readonly (readonly [Direction, string])[]

/** One topic's facts, stored when the form is left; and what can be done with it. */
export function TopicForm({
  topic,
  isEditable,
  onAddBeside,
  onAddWithin,
  onMove,
  onRemove,
}: {
  readonly topic: Topic
  readonly isEditable: boolean
  readonly onAddBeside: () => void
  readonly onAddWithin: () => void
  readonly onMove: (place: Place) => void
  readonly onRemove: () => void
}) {
  const { topics } = useConference()
  const commands = useCommands()
  const draft = useDraft(`topic.${topic.id}`, fieldsOf(topic), (fields) =>
    commands.run({ type: 'topic/change', topic: topicFrom(topic.id, fields) }),
  )
  const { value } = draft
  const isNamed = value.title.trim() !== ''
  const save = () => isNamed && void draft.save()
  const left = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) save()
  }
  const keyed = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save()
  }
  const field = (name: 'label' | 'title' | 'wording') => ({
    value: value[name],
    onChange: (text: string) => draft.set({ ...value, [name]: text }),
    isReadOnly: !isEditable,
  })
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears that its fields were left
    <div className={styles.form} onBlur={left} onKeyDown={keyed}>
      <p className={styles.cited}>{words.topics.cited(citationOf(topics, topic.id))}</p>
      {isEditable && (
        <SelectField
          label={words.topics.kind}
          value={value.kind}
          onChange={(kind) => draft.set({ ...value, kind: kind as Fields['kind'] })}
          options={kindChoices}
        />
      )}
      <TextField
        label={words.topics.label}
        hint={words.topics.labelHint}
        maxLength={500}
        {...field('label')}
      />
      <TextField
        label={words.topics.name}
        error={isNamed ? null : words.topics.nameNeeded}
        maxLength={2000}
        autoFocus={topic.title === words.topics.newTitle}
        {...field('title')}
      />
      <TextField label={words.topics.wording} lines="many" {...field('wording')} />
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
      {isEditable && (
        <>
          <div className={styles.acts}>
            <Button tone="primary" onPress={save} isDisabled={!isNamed || draft.state === 'saved'}>
              {words.topics.save}
            </Button>
            <DraftState state={draft.state} />
          </div>
          <div className={styles.acts}>
            {steps.map(([direction, name]) => {
              const place = stepped(topics, topic.id, direction)
              return (
                <Button
                  key={direction}
                  size="small"
                  isDisabled={!place}
                  onPress={() => place && onMove(place)}
                >
                  {name}
                </Button>
              )
            })}
          </div>
          <div className={styles.acts}>
            <Button size="small" onPress={onAddBeside}>
              {words.topics.addBeside}
            </Button>
            <Button size="small" onPress={onAddWithin}>
              {words.topics.addWithin}
            </Button>
            <Button size="small" onPress={onRemove}>
              {words.topics.remove}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}

function fieldsOf({ kind, label, title, wording }: Topic): Fields {
  return { kind: kind ?? '', label: label ?? '', title, wording: wording ?? '' }
}

function topicFrom(id: string, { kind, label, title, wording }: Fields): Topic {
  return {
    id,
    title: title.trim(),
    ...(kind === '' ? {} : { kind }),
    ...(label.trim() === '' ? {} : { label: label.trim() }),
    ...(wording.trim() === '' ? {} : { wording: wording.trim() }),
  }
}
