import { useEffect, useState } from 'react'
import type { Instant } from '../../domain/time.ts'
import { useConference } from '../conference/context.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './recording.module.css'

/** Long enough to be read from every seat (ms). */
const SHOWN_FOR = 12_000

/** Tells the hall, once, that recording has begun or has ended. */
export function HallAnnouncement() {
  const { since } = useConference().recording
  const [told, setTold] = useState<Instant | null>(since)
  const [line, setLine] = useState<string | null>(null)
  if (told !== since) {
    setTold(since)
    setLine(since === null ? words.recording.hallStopped : words.recording.hallStarted)
  }
  useEffect(() => {
    if (line === null) return
    const timer = setTimeout(() => setLine(null), SHOWN_FOR)
    return () => clearTimeout(timer)
  }, [line])
  return (
    <div className={styles.announcement} role="status">
      {line !== null && <p>{line}</p>}
    </div>
  )
}
