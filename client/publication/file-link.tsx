import type { MouseEvent, ReactNode } from 'react'
import { words } from '../messages/catalogue.ts'
import { linkTo } from '../session/ask.ts'
import styles from './downloads-panel.module.css'
import type { Downloads } from './use-downloads.ts'

/** A link to a file that is fetched by the page, so that a failure is told; with a key held it is the browser's. */
export function FileLink({
  path,
  label,
  downloads,
  children,
}: {
  readonly path: string
  readonly label: string
  readonly downloads: Downloads
  readonly children: ReactNode
}) {
  const busy = downloads.waiting.has(path)
  const take = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    if (!busy) downloads.save(path)
  }
  return (
    <a
      className={styles.file}
      href={linkTo(path)}
      aria-label={label}
      aria-busy={busy}
      onClick={take}
      download
    >
      {busy ? words.publication.coming : children}
    </a>
  )
}
