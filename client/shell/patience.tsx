import { type ReactNode, useEffect, useState } from 'react'
import styles from './message.module.css'

/** Nothing for a second, then words: a wait that is short is not worth a flicker. */
export function Patience({ children, more }: { readonly children: ReactNode; readonly more?: string }) {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((passed) => passed + 1), 1_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <main className={styles.page} aria-busy="true">
      <div className={styles.message} role="status">
        {seconds >= 1 && <p className={styles.patience}>{children}</p>}
        {more && seconds >= 6 && <p className={styles.more}>{more}</p>}
      </div>
    </main>
  )
}
