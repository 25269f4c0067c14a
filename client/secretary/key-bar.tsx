import { words } from '../messages/catalogue.ts'
import styles from './secretary-page.module.css'

const bindings = [
  { keys: ['Alt ↑', 'Alt ↓'], act: 'cards' },
  { keys: ['Alt 1–9'], act: 'assign' },
  { keys: ['Alt L'], act: 'kind' },
  { keys: ['Alt J'], act: 'suggest' },
  { keys: ['/'], act: 'snippet' },
  { keys: ['Ctrl ;'], act: 'mark' },
  { keys: ['Alt Q'], act: 'quote' },
  { keys: ['Alt X'], act: 'split' },
  { keys: ['Ctrl F'], act: 'find' },
  { keys: ['Ctrl Z'], act: 'undo' },
] as const

/** The keys that are used most, always in sight; the others stand on their buttons. */
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
