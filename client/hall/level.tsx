import { useSyncExternalStore } from 'react'
import type { HallMedia } from '../media/index.ts'
import { words } from '../messages/catalogue.ts'
import styles from './level.module.css'

const BARS = 12
/** dBFS of the lowest bar; the highest is at 0. */
const QUIET = -60

/** The room's own level, so that a technician sees the microphone work while it is closed. */
export function Level({ media }: { readonly media: HallMedia }) {
  const level = useSyncExternalStore(media.level.subscribe, media.level.getSnapshot)
  const lit = Math.max(0, Math.min(BARS, Math.round(((level - QUIET) / -QUIET) * BARS)))
  return (
    // biome-ignore lint/a11y/useSemanticElements: <meter> cannot be drawn as bars in every browser
    <span
      className={styles.level}
      role="meter"
      aria-label={words.hall.level}
      aria-valuemin={0}
      aria-valuemax={BARS}
      aria-valuenow={lit}
    >
      {Array.from({ length: BARS }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are places, not things
        <i key={index} data-lit={index < lit} />
      ))}
    </span>
  )
}
