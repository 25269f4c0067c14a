import type { OpinionGroup } from '../../domain/synthesis.ts'
import { DraftState } from '../conference/draft-state.tsx'
import { useCommands } from '../conference/use-command.ts'
import { useDraft } from '../conference/use-draft.ts'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './section.module.css'

/** The heading over like opinions; the texts stay what they are. */
export function GroupHead({
  group,
  members,
  hidden,
  isEditable,
  onDissolve,
}: {
  readonly group: OpinionGroup
  /** Those of the group that still stand under its topic. */
  readonly members: readonly number[]
  /** How many of them the filter keeps back. */
  readonly hidden: number
  readonly isEditable: boolean
  readonly onDissolve: () => void
}) {
  const commands = useCommands()
  const draft = useDraft(`group.${group.id}`, group.title, (title) =>
    commands.run({
      type: 'synthesis/regroup',
      group: group.id,
      title: title.trim(),
      contributions: [...members],
    }),
  )
  const save = () => draft.value.trim() !== '' && void draft.save()
  return (
    <div className={styles.group}>
      <span className={styles.groupCount}>{words.synthesis.groupOf(members.length)}</span>
      {isEditable ? (
        <input
          className={styles.groupTitle}
          aria-label={words.synthesis.groupTitle}
          value={draft.value}
          maxLength={2000}
          onChange={(event) => draft.set(event.target.value)}
          onBlur={save}
          onKeyDown={(event) => event.key === 'Enter' && save()}
        />
      ) : (
        <b className={styles.groupTitle}>{group.title}</b>
      )}
      {draft.state !== 'saved' && <DraftState state={draft.state} />}
      {hidden > 0 && <small>{words.synthesis.groupHidden(hidden)}</small>}
      {isEditable && (
        <Button size="small" onPress={onDissolve}>
          {words.synthesis.dissolve}
        </Button>
      )}
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
    </div>
  )
}
