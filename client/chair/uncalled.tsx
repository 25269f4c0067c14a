import { useConference } from '../conference/context.tsx'
import { nameOf } from '../conference/names.ts'
import { words } from '../messages/catalogue.ts'
import styles from './queue.module.css'

/** Who still waited when the conference ended: they may hand in their opinion in writing. */
export function Uncalled() {
  const state = useConference()
  const { queue } = state.floor
  return (
    <section className={styles.queue} aria-label={words.chair.uncalled}>
      <header className={styles.head}>
        <h2>{words.chair.uncalled}</h2>
        <span>{words.chair.queueOf(queue.length)}</span>
      </header>
      <p className={styles.hint}>{queue.length > 0 ? words.chair.uncalledWhat : words.chair.uncalledNone}</p>
      <ol>
        {queue.map((request, index) => (
          <li key={request.id} className={styles.item}>
            <span className={styles.order}>{index + 1}</span>
            <div className={styles.what}>
              <b>{nameOf(state, request.bridge)}</b>
              <p>{request.speaker.name}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}
