import { useConference } from '../conference/context.tsx'
import { nameOf } from '../conference/names.ts'
import { words } from '../messages/catalogue.ts'
import styles from './bridge.module.css'

/** Who waits for the floor, in order; the reader's own bridge stands out. */
export function QueuePanel({ bridge }: { readonly bridge: string }) {
  const state = useConference()
  const { queue } = state.floor
  if (queue.length === 0) return null
  return (
    <section className={styles.section} aria-labelledby="queue">
      <div className={styles.head}>
        <h2 id="queue">{words.bridge.queue}</h2>
        <span className={styles.small}>{words.common.bridges(queue.length)}</span>
      </div>
      <ol className={styles.queue}>
        {queue.map((request) => (
          <li key={request.id} data-own={request.bridge === bridge}>
            {nameOf(state, request.bridge)}
            {request.bridge === bridge && <span> · {words.bridge.queueYours}</span>}
          </li>
        ))}
      </ol>
    </section>
  )
}
