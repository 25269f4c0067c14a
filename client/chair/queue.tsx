import { useRef, useState } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { holderTurn, USUAL_TURN_SECONDS } from '../../domain/floor.ts'
import { useConference, useMay } from '../conference/context.tsx'
import { useCommands } from '../conference/use-command.ts'
import { useNow } from '../conference/use-now.ts'
import { Keys } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { useShortcut } from '../design/use-shortcut.ts'
import { words } from '../messages/catalogue.ts'
import styles from './queue.module.css'
import { QueueItem } from './queue-item.tsx'

const LENGTHS = [3, 5, 7, 10]

/** Who waits for the floor, in order; the chair calls, reorders, takes off. */
export function Queue() {
  const state = useConference()
  const may = useMay()
  const commands = useCommands()
  const now = useNow()
  const list = useRef<HTMLOListElement>(null)
  const section = useRef<HTMLElement>(null)
  const [minutes, setMinutes] = useState(USUAL_TURN_SECONDS / 60)
  const { queue } = state.floor
  const free = holderTurn(state) === undefined && state.phase === 'open'
  const mayCall = may('floor/call')

  const call = async (request: number) => {
    const outOfOrder = queue[0]?.id !== request
    const done = await commands.run({ type: 'floor/call', request, seconds: minutes * 60, outOfOrder })
    // The button that was pressed goes with its row: the keyboard stays at the queue.
    if (done && document.activeElement === document.body) section.current?.focus()
  }
  const move = async (request: number, place: number) => {
    if (place < 0 || place >= queue.length) return
    await commands.run({ type: 'floor/move', request, place })
    // The focus goes with the bridge that was moved.
    list.current?.querySelector<HTMLElement>(`[data-request="${request}"]`)?.focus()
  }
  useShortcut('enter', () => queue[0] && free && void call(queue[0].id), mayCall)

  return (
    <section className={styles.queue} aria-label={words.floor.waiting} ref={section} tabIndex={-1}>
      <header className={styles.head}>
        <h2>{words.floor.waiting}</h2>
        <span>{words.chair.queueOf(queue.length)}</span>
        {may('floor/move') && queue.length > 1 && (
          <span className={styles.help}>
            {words.chair.reorder} <Keys>{words.chair.keys.move}</Keys>
          </span>
        )}
      </header>
      {mayCall && (
        <div className={styles.length}>
          <span id="turn-length">{words.chair.turnLength}</span>
          <ToggleButtonGroup
            aria-labelledby="turn-length"
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[String(minutes)]}
            onSelectionChange={(keys) => setMinutes(Number([...keys][0]))}
            className={styles.lengths ?? ''}
          >
            {LENGTHS.map((length) => (
              <ToggleButton key={length} id={String(length)} className={styles.lengthChoice ?? ''}>
                {words.common.minutes(length)}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        </div>
      )}
      {mayCall && holderTurn(state) && queue.length > 0 && (
        <p className={styles.hint}>{words.chair.turnRuns}</p>
      )}
      {queue.length === 0 && <p className={styles.empty}>{words.floor.nobodyWaits}</p>}
      <ol ref={list}>
        {queue.map((request, index) => (
          <QueueItem
            key={request.id}
            request={request}
            index={index}
            now={now}
            free={free}
            busy={commands.busy}
            onCall={() => void call(request.id)}
            onMove={(place) => void move(request.id, place)}
            onRemove={() => void commands.run({ type: 'floor/withdraw', request: request.id })}
          />
        ))}
      </ol>
      {commands.problem && <Notice onDismiss={commands.dismiss}>{commands.problem}</Notice>}
    </section>
  )
}
