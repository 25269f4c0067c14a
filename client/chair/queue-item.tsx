import type { Request } from '../../domain/floor.ts'
import type { Instant } from '../../domain/time.ts'
import { useConference, useMay } from '../conference/context.tsx'
import { timesSpoken } from '../conference/floor-view.ts'
import { nameOf, topicsLine } from '../conference/names.ts'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { words } from '../messages/catalogue.ts'
import { duration } from '../messages/format.ts'
import styles from './queue.module.css'

export function QueueItem({
  request,
  index,
  now,
  free,
  busy,
  onCall,
  onMove,
  onRemove,
}: {
  readonly request: Request
  readonly index: number
  readonly now: Instant
  /** Nobody has the floor. */
  readonly free: boolean
  readonly busy: boolean
  readonly onCall: () => void
  readonly onMove: (place: number) => void
  readonly onRemove: () => void
}) {
  const state = useConference()
  const may = useMay()
  const name = nameOf(state, request.bridge)
  const spoken = timesSpoken(state, request.bridge)
  const first = index === 0
  const last = index === state.floor.queue.length - 1
  return (
    <li
      tabIndex={-1}
      data-request={request.id}
      className={styles.item}
      onKeyDown={(event) => {
        if (!event.altKey || !may('floor/move')) return
        if (event.key === 'ArrowUp') onMove(index - 1)
        else if (event.key === 'ArrowDown') onMove(index + 1)
        else return
        event.preventDefault()
      }}
    >
      <span className={styles.order}>{index + 1}</span>
      <div className={styles.what}>
        <b>{name}</b>
        <p>{request.speaker.name}</p>
        <p>{topicsLine(state, request.topics) ?? words.floor.noTopic}</p>
      </div>
      <div className={styles.wait}>
        <span title={words.chair.waitingSince}>{duration(Math.max(0, now - request.requestedAt))}</span>
        <small>{spoken === 0 ? words.chair.neverSpoke : words.chair.spoke(spoken)}</small>
      </div>
      <div className={styles.acts}>
        {may('floor/call') && (
          <Button
            tone={first ? 'primary' : 'plain'}
            size={first ? 'big' : 'small'}
            isDisabled={!free || busy}
            onPress={onCall}
            className={first ? (styles.call ?? '') : ''}
            {...(first
              ? { keys: words.chair.keys.call }
              : { 'aria-label': words.chair.callOutOfOrder(name) })}
          >
            {first ? words.chair.call(name) : words.chair.callShort}
          </Button>
        )}
        {may('floor/move') && !(first && last) && (
          <>
            <Button
              size="small"
              isDisabled={first || busy}
              onPress={() => onMove(index - 1)}
              aria-label={words.chair.moveUp(name)}
            >
              <Icon name="up" />
            </Button>
            <Button
              size="small"
              isDisabled={last || busy}
              onPress={() => onMove(index + 1)}
              aria-label={words.chair.moveDown(name)}
            >
              <Icon name="down" />
            </Button>
          </>
        )}
        {may('floor/withdraw') && (
          <Button
            size="small"
            tone="quiet"
            isDisabled={busy}
            onPress={onRemove}
            aria-label={words.chair.remove(name)}
          >
            {words.chair.removeShort}
          </Button>
        )}
      </div>
    </li>
  )
}
