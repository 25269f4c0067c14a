import { words } from '../messages/catalogue.ts'
import type { MinutesFile } from './files.ts'
import styles from './minutes-panel.module.css'

const titles = {
  unsigned: 'unsigned',
  secretary: 'secretarySigned',
  chair: 'chairSigned',
  organ: 'organSigned',
  final: 'newest',
} as const

/** Files to open, each with the beginning of its hash. */
export function FileList({ files }: { readonly files: readonly MinutesFile[] }) {
  return (
    <ul className={styles.files}>
      {files.map((file) => (
        <li key={file.kind}>
          <a href={file.href} target="_blank" rel="noreferrer">
            {words.minutes[titles[file.kind]]} (PDF)
          </a>
          <code title={file.sha256}>
            {words.minutes.sha256} {file.sha256.slice(0, 12)}…
          </code>
        </li>
      ))}
    </ul>
  )
}
