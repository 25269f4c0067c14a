import type { Source } from '../../domain/media-messages.ts'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import type { HallMedia, MediaSnapshot } from '../media/index.ts'
import { words } from '../messages/catalogue.ts'
import styles from './device-problems.module.css'

/**
 * Which device fails, why, and what to do, and which one another stands in for; the hall sees and hears the others
 * all the same.
 */
export function DeviceProblems({
  media,
  snapshot,
}: {
  readonly media: HallMedia
  readonly snapshot: MediaSnapshot
}) {
  const failed = (['camera', 'microphone'] as const satisfies readonly Source[]).flatMap((source) => {
    const state = snapshot[source]
    return state.kind === 'failed' ? [{ source, problem: state.problem }] : []
  })
  if (failed.length === 0 && snapshot.standIns.length === 0) return null
  return (
    <div className={styles.problems}>
      {failed.map(({ source, problem }) => (
        <Notice key={source}>
          <b>{words.hall.devices[source]}</b> {words.hall.problems[problem]}{' '}
          <Button size="small" onPress={() => media.reopen(source)}>
            {words.hall.again}
          </Button>
        </Notice>
      ))}
      {snapshot.standIns.map((kind) => (
        <Notice key={`standing-in-${kind}`}>{words.media.standsIn[kind]}</Notice>
      ))}
    </div>
  )
}
