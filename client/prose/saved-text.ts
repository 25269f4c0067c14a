import { browserTimers, type Timers } from '../connection/wire.ts'
import type { ProseSession } from './prose-session.ts'

/** How long a text may take to be on disk, in milliseconds, before the person is told that it is not. */
const MOST_MS = 8_000

/**
 * Waits until all that was written here is on disk, and resolves with the number of the text's last update that this
 * page shows; null when that cannot be said now: the line is lost, something was refused, or it takes too long.
 */
export function savedSeq(
  session: ProseSession,
  timers: Pick<Timers, 'after'> = browserTimers,
): Promise<number | null> {
  session.flush()
  const { promise, resolve } = Promise.withResolvers<number | null>()
  const look = (): void => {
    const { status, seq } = session.getSnapshot()
    if (status.kind === 'saved' || status.kind === 'read-only') resolve(seq)
    else if (status.kind === 'offline' || status.kind === 'refused') resolve(null)
  }
  const stop = session.subscribe(look)
  const cancel = timers.after(MOST_MS, () => resolve(null))
  look()
  return promise.finally(() => {
    stop()
    cancel()
  })
}
