import type { KeyboardEvent } from 'react'
import { GridList, GridListItem, useDragAndDrop } from 'react-aria-components'
import type { ConcludedTask } from '../../domain/conclusions.ts'
import { useConference } from '../conference/context.tsx'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { words } from '../messages/catalogue.ts'
import { longDate } from '../messages/format.ts'
import styles from './conclusion.module.css'
import { startOf } from './notice-due.ts'

/** The items in their order, which keys, buttons and the hand change. */
export function TaskList({
  isEditable,
  onChange,
  onMove,
  onRemove,
}: {
  readonly isEditable: boolean
  readonly onChange: (task: ConcludedTask) => void
  readonly onMove: (task: ConcludedTask, place: number) => void
  readonly onRemove: (task: ConcludedTask) => void
}) {
  const { tasks } = useConference()
  const { dragAndDropHooks } = useDragAndDrop({
    isDisabled: !isEditable,
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    onReorder: ({ keys, target }) => {
      const moved = tasks.find(({ id }) => keys.has(id))
      const beside = tasks.findIndex(({ id }) => id === target.key)
      if (!moved || beside < 0) return
      // The place is counted without the item that moves.
      const from = tasks.indexOf(moved)
      const place = beside + (target.dropPosition === 'after' ? 1 : 0)
      onMove(moved, place > from ? place - 1 : place)
    },
  })
  const keyed = (event: KeyboardEvent) => {
    const id = (event.target as HTMLElement).closest('[data-key]')?.getAttribute('data-key')
    const index = tasks.findIndex((task) => String(task.id) === id)
    const task = tasks[index]
    if (!task || !isEditable) return
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (event.altKey && by !== 0) {
      event.preventDefault()
      event.stopPropagation()
      if (tasks[index + by]) onMove(task, index + by)
    } else if (event.key === 'Delete') {
      event.preventDefault()
      onRemove(task)
    }
  }
  return (
    <div onKeyDownCapture={keyed}>
      <GridList
        className={styles.list ?? ''}
        aria-label={words.conclusion.tasks}
        items={tasks}
        // An item is drawn anew when its place changes, though it is the same.
        dependencies={[tasks, isEditable]}
        dragAndDropHooks={dragAndDropHooks}
        onAction={(key) => {
          const task = tasks.find(({ id }) => id === key)
          if (task && isEditable) onChange(task)
        }}
        renderEmptyState={() => <p className={styles.none}>{words.conclusion.none}</p>}
      >
        {(task) => (
          <GridListItem className={styles.task ?? ''} textValue={task.work} data-key={task.id}>
            <Task task={task} ordinal={tasks.indexOf(task) + 1} />
            {isEditable && (
              <span className={styles.acts}>
                <Button
                  slot="drag"
                  size="small"
                  tone="quiet"
                  aria-label={words.conclusion.move(tasks.indexOf(task) + 1)}
                >
                  ⋮⋮
                </Button>
                <Button size="small" onPress={() => onChange(task)}>
                  {words.conclusion.change}
                </Button>
                <Button size="small" tone="quiet" onPress={() => onRemove(task)}>
                  {words.conclusion.remove}
                </Button>
                <Step
                  name="up"
                  isDisabled={task === tasks[0]}
                  onPress={() => onMove(task, tasks.indexOf(task) - 1)}
                />
                <Step
                  name="down"
                  isDisabled={task === tasks.at(-1)}
                  onPress={() => onMove(task, tasks.indexOf(task) + 1)}
                />
              </span>
            )}
          </GridListItem>
        )}
      </GridList>
    </div>
  )
}

function Step({
  name,
  ...rest
}: {
  readonly name: 'up' | 'down'
  readonly isDisabled: boolean
  readonly onPress: () => void
}) {
  return (
    <Button size="small" tone="quiet" aria-label={words.conclusion[name]} {...rest}>
      <Icon name={name} />
    </Button>
  )
}

function Task({ task, ordinal }: { readonly task: ConcludedTask; readonly ordinal: number }) {
  return (
    <div className={styles.body}>
      <span className={styles.ordinal}>{ordinal}.</span>
      <div>
        <p className={styles.work}>{task.work}</p>
        <p className={styles.bodies}>{words.conclusion.leadLine(task.lead)}</p>
        {task.coordinating.length > 0 && (
          <p className={styles.bodies}>{words.conclusion.coordinatingLine(task.coordinating.join('; '))}</p>
        )}
        <p className={styles.bodies} data-none={task.due === null || undefined}>
          {task.due === null ? words.conclusion.noDue : words.conclusion.dueOn(longDate(startOf(task.due)))}
        </p>
      </div>
    </div>
  )
}
