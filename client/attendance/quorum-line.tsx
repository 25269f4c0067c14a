import type { QuorumPoint } from '../../domain/attendance.ts'
import type { Instant } from '../../domain/time.ts'
import { words } from '../messages/catalogue.ts'
import { count, hourTime } from '../messages/format.ts'
import { quorumSteps, ticksBetween } from './quorum-steps.ts'
import styles from './roll-call.module.css'

const box = { width: 336, height: 120 } as const
const ROOM = { above: 16, below: 20, left: 2, right: 2 } as const

/** A step line of who was there; the dashed line is whom the plan expects. */
export function QuorumLine({
  points,
  invited,
  now,
}: {
  readonly points: readonly QuorumPoint[]
  readonly invited: number
  readonly now: Instant
}) {
  const steps = quorumSteps(points, invited, now, box)
  const last = points.at(-1)
  if (!steps || !last) return null
  const { path, x, y, from, to } = steps
  const label = words.attendance.overTimeWords(
    hourTime(from),
    hourTime(to),
    count(last.present),
    last.bridges,
  )
  const size = `${-ROOM.left} ${-ROOM.above} ${box.width + ROOM.left + ROOM.right} ${box.height + ROOM.above + ROOM.below}`
  return (
    <svg className={styles.chart} viewBox={size} role="img" aria-label={label}>
      <path className={styles.axis} d={`M0 ${box.height}H${box.width}`} />
      {invited > 0 && (
        <>
          <path className={styles.expected} d={`M0 ${y(invited)}H${box.width}`} />
          <text x={box.width} y={y(invited) - 4} textAnchor="end">
            {count(invited)}
          </text>
        </>
      )}
      <path className={styles.area} d={`${path}V${box.height}H0Z`} />
      <path className={styles.steps} d={path} />
      {ticksBetween(from, to, 5).map((at) => (
        <g key={at}>
          <path className={styles.axis} d={`M${x(at)} ${box.height}v4`} />
          <text x={Math.min(box.width - 17, Math.max(17, x(at)))} y={box.height + 17} textAnchor="middle">
            {hourTime(at)}
          </text>
        </g>
      ))}
    </svg>
  )
}
