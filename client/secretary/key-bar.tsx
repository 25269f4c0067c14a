import { words } from '../messages/catalogue.ts'
import styles from './secretary-page.module.css'

const bindings = [
  { keys: ['Alt ↑', 'Alt ↓'], act: 'cards' },
  { keys: ['Alt 1–9'], act: 'assign' },
  { keys: ['Alt V'], act: 'topics' },
  { keys: ['Alt B'], act: 'file' },
  { keys: ['Ctrl B'], act: 'bold' },
  { keys: ['Ctrl I'], act: 'italic' },
  { keys: ['Ctrl Z'], act: 'undo' },
] as const

/** Every key of the desk, always in sight. */
export function KeyBar() {
  return (
    <footer className={styles.keyBar}>
      <ul aria-label={words.secretary.keysTitle}>
        {bindings.map(({ keys, act }) => (
          <li key={act}>
            {keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
            {words.secretary.keys[act]}
          </li>
        ))}
      </ul>
    </footer>
  )
}
