import { type FormEvent, useId, useState } from 'react'
import type { ConcludedTask } from '../../domain/conclusions.ts'
import { useCommands } from '../conference/use-command.ts'
import { useDraft } from '../conference/use-draft.ts'
import { Button } from '../design/button.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import field from '../design/field.module.css'
import { TextField } from '../design/field.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './conclusion.module.css'
import { emptyFields, fieldsOf, taskFrom } from './task-fields.ts'

/** One item of the conclusion; `task` is null for a new one. What is typed stays on the device until it is stored. */
export function TaskDialog({
  task,
  onClose,
}: {
  readonly task: ConcludedTask | null
  readonly onClose: () => void
}) {
  const commands = useCommands()
  const due = useId()
  const [tried, setTried] = useState(false)
  const draft = useDraft(`task.${task?.id ?? 'new'}`, task ? fieldsOf(task) : emptyFields, (fields) =>
    commands.run(
      task
        ? { type: 'conclusion/change', task: task.id, to: taskFrom(fields) }
        : { type: 'conclusion/add', task: taskFrom(fields) },
    ),
  )
  const { value } = draft
  const [noWork, noLead] = [value.work.trim() === '', value.lead.trim() === '']
  const text = (name: 'work' | 'lead' | 'coordinating') => ({
    value: value[name],
    onChange: (typed: string) => draft.set({ ...value, [name]: typed }),
  })
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (noWork || noLead || !(await draft.save())) return
    draft.discard()
    onClose()
  }
  return (
    <Dialog title={task ? words.conclusion.changeTitle : words.conclusion.addTitle} isOpen onClose={onClose}>
      <form className={styles.form} noValidate onSubmit={(event) => void save(event)}>
        <TextField
          label={words.conclusion.work}
          lines="many"
          error={tried && noWork ? words.conclusion.workNeeded : null}
          autoFocus
          isRequired
          validationBehavior="aria"
          {...text('work')}
        />
        <TextField
          label={words.conclusion.lead}
          error={tried && noLead ? words.conclusion.leadNeeded : null}
          maxLength={500}
          isRequired
          validationBehavior="aria"
          {...text('lead')}
        />
        <TextField
          label={words.conclusion.coordinating}
          hint={words.conclusion.coordinatingHint}
          lines="many"
          {...text('coordinating')}
        />
        <div className={field.field}>
          <label className={field.label} htmlFor={due}>
            {words.conclusion.due}
          </label>
          <input
            id={due}
            type="date"
            className={`${field.input} ${styles.date}`}
            value={value.due}
            max="2999-12-31"
            onChange={(event) => draft.set({ ...value, due: event.target.value })}
          />
          <span className={field.hint}>{words.conclusion.dueHint}</span>
        </div>
        {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
        <DialogActs>
          <Button onPress={onClose}>{words.common.cancel}</Button>
          <Button type="submit" tone="primary" isPending={commands.busy}>
            {words.conclusion.save}
          </Button>
        </DialogActs>
      </form>
    </Dialog>
  )
}
