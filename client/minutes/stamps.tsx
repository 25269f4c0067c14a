import type { Minutes } from '../../domain/minutes.ts'
import { useMay } from '../conference/context.tsx'
import { Notice } from '../design/notice.tsx'
import { words } from '../messages/catalogue.ts'
import { longDate, timeAndDate } from '../messages/format.ts'
import type { StampingStatus } from './files.ts'
import styles from './minutes-panel.module.css'

/** Which timestamps stand in the file, which is waited for, and until when the last one proves. */
export function Stamps({
  minutes,
  status,
}: {
  readonly minutes: Extract<Minutes, { kind: 'sealed' }>
  readonly status: StampingStatus | null
}) {
  const may = useMay()
  const archive = minutes.stamps.findLast(({ kind }) => kind === 'archive')
  if (minutes.stamps.length === 0 && (!status || status.state === 'idle')) return null
  return (
    <div className={styles.stamps}>
      {minutes.stamps.length > 0 && (
        <ul>
          {minutes.stamps.map(({ kind, by, time, sha256 }) => (
            <li key={sha256}>
              {kind === 'archive'
                ? words.signing.archived(by, timeAndDate(time))
                : words.signing.stamped(by, timeAndDate(time))}
            </li>
          ))}
        </ul>
      )}
      {archive && may('minutes/issue') && <p>{words.signing.renewal(longDate(archive.until))}</p>}
      {status?.state === 'waiting' && (
        <p role="status">
          {words.signing.stampWaits(status.attempts + 1)} {words.signing.stampWaitsWhat}
        </p>
      )}
      {status?.state === 'failed' && <Notice>{words.signing.stampFailed}</Notice>}
    </div>
  )
}
