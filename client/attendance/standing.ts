import type { AttendanceMark, Attendee, BridgeAttendance } from '../../domain/attendance.ts'
import type { Named } from '../../domain/named.ts'
import type { Instant } from '../../domain/time.ts'

/** How somebody on the list stands at this moment. */
export interface Standing {
  readonly kind: 'unmarked' | AttendanceMark['kind']
  /** When they were first seen since they last were not. */
  readonly arrivedAt: Instant | null
  readonly leftAt: Instant | null
  readonly reason: string | null
  readonly proxy: Named | null
}

const nothing = { arrivedAt: null, leftAt: null, reason: null, proxy: null } as const

export function standingOf({ marks }: Pick<Attendee, 'marks'>): Standing {
  const last = marks.at(-1)
  if (!last) return { kind: 'unmarked', ...nothing }
  const { mark, at } = last
  switch (mark.kind) {
    case 'present':
      return { ...nothing, kind: 'present', arrivedAt: at }
    case 'absent':
      return { ...nothing, kind: 'absent', reason: mark.reason, proxy: mark.proxy }
    case 'left': {
      const arrived = marks.findLast((each) => each.mark.kind === 'present')
      return { ...nothing, kind: 'left', arrivedAt: arrived?.at ?? null, leftAt: at, reason: mark.reason }
    }
  }
}

export type Figures = Readonly<Record<Standing['kind'] | 'proxies', number>>

/** How many of the list stand how; a proxy is counted beside whoever sent them. */
export function figuresOf({ attendees }: BridgeAttendance): Figures {
  const sum = { unmarked: 0, present: 0, left: 0, absent: 0, proxies: 0 }
  for (const attendee of attendees) {
    const { kind, proxy } = standingOf(attendee)
    sum[kind] += 1
    if (proxy) sum.proxies += 1
  }
  return sum
}
