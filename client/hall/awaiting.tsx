import { useView } from '../conference/context.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './cover.module.css'

/** The device waits for somebody at a desk to compare its code. */
export function Awaiting() {
  const { refusal } = useView()
  const { title, bridgeName, code } = refusal?.detail ?? {}
  return (
    <main className={styles.cover}>
      <p className={styles.coverLine}>{String(title ?? '')}</p>
      <h1 className={styles.coverTitle}>{String(bridgeName ?? '')}</h1>
      <div className={styles.code}>
        <span>{words.hall.awaitingCode}</span>
        <strong>{String(code ?? '')}</strong>
      </div>
      <h2 className={styles.coverState} role="status">
        {words.hall.awaitingTitle}
      </h2>
      <p className={styles.coverLine}>{words.hall.awaitingWhat}</p>
      <p className={styles.coverMore}>{words.hall.awaitingOnce}</p>
    </main>
  )
}
