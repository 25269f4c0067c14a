import { useConference } from '../conference/context.tsx'
import { nameOf } from '../conference/names.ts'
import { words } from '../messages/catalogue.ts'
import styles from './nexts.module.css'

/** The head of the queue, as many as `most`, with this hall marked. */
export function Nexts({ bridge, most }: { readonly bridge: string; readonly most: number }) {
  const state = useConference()
  if (state.phase === 'concluded' || state.phase === 'sealed') return null
  const waiting = state.floor.queue.slice(0, most)
  return (
    <section className={styles.nexts} aria-label={words.floor.next}>
      <h2>{words.floor.next}</h2>
      {waiting.length === 0 && <p>{words.floor.nobodyWaits}</p>}
      <ol>
        {waiting.map((request, index) => (
          <li key={request.id} className={styles.next} data-us={request.bridge === bridge}>
            <span>{index + 1}</span>
            <b>{nameOf(state, request.bridge)}</b>
          </li>
        ))}
      </ol>
    </section>
  )
}
