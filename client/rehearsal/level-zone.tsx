import { useSyncExternalStore } from 'react'
import { SPEECH_LEVEL } from '../../domain/rehearsal-judgement.ts'
import type { HallMedia } from '../media/index.ts'
import { words } from '../messages/catalogue.ts'
import styles from './level-zone.module.css'

/** dBFS at the left end; the right end is at 0. */
const QUIET = -60

/** The microphone's level now, against the zone in which speech should be. */
export function LevelZone({ media }: { readonly media: HallMedia }) {
  const level = useSyncExternalStore(media.level.subscribe, media.level.getSnapshot)
  const { lowest, highest } = SPEECH_LEVEL
  const { levels } = words.rehearsal
  const word =
    level <= QUIET
      ? levels.silent
      : level < lowest
        ? levels.low
        : level > highest
          ? levels.high
          : levels.right
  return (
    <div className={styles.level}>
      <span className={styles.name}>{words.rehearsal.level}</span>
      <span className={styles.word}>{word}</span>
      {/* biome-ignore lint/a11y/useSemanticElements: <meter> cannot be drawn with a zone in every browser */}
      <span
        className={styles.track}
        role="meter"
        aria-label={words.rehearsal.level}
        aria-valuemin={QUIET}
        aria-valuemax={0}
        aria-valuenow={Math.max(QUIET, Math.min(0, level))}
        aria-valuetext={word}
      >
        <i className={styles.zone} style={{ left: place(lowest), right: `calc(100% - ${place(highest)})` }}>
          <b>{words.rehearsal.levelZone}</b>
        </i>
        <i className={styles.bar} style={{ width: place(level) }} />
      </span>
    </div>
  )
}

function place(level: number): string {
  return `${Math.max(0, Math.min(100, ((level - QUIET) / -QUIET) * 100))}%`
}
