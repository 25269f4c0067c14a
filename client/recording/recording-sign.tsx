import { useConference } from '../conference/context.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './recording.module.css'

/** Says that sound is recorded for as long as it is, and when it begins also to those who do not look. */
export function RecordingSign() {
  const { since } = useConference().recording
  return (
    <span className={styles.place} role="status">
      {since !== null && <span className={styles.sign}>{words.recording.on}</span>}
    </span>
  )
}
