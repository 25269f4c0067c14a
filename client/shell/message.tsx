import type { ReactNode } from 'react'
import { Mark } from './mark.tsx'
import styles from './message.module.css'

/** A page that says one thing: what happened, what is safe, what to do. */
export function Message({
  title,
  children,
  acts,
}: {
  readonly title: string
  readonly children: ReactNode
  readonly acts?: ReactNode
}) {
  return (
    <main className={styles.page}>
      <div className={styles.message}>
        <Mark />
        <h1 className={styles.title}>{title}</h1>
        <div className={styles.body}>{children}</div>
        {acts && <div className={styles.acts}>{acts}</div>}
      </div>
    </main>
  )
}
