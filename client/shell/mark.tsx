import { words } from '../messages/catalogue.ts'
import styles from './mark.module.css'

export function Mark() {
  return (
    <span className={styles.mark}>
      <i className={styles.sign} aria-hidden />
      {words.common.brand}
    </span>
  )
}
