import Type, { type Static } from 'typebox'
import { Named } from './named.ts'
import { type Refused, refuse } from './refusal.ts'
import { bridgeOf, type ConferenceState } from './state.ts'
import { Id, Ref, Title } from './text.ts'
import type { Instant } from './time.ts'

/** Somebody on a bridge's list, with everything that was marked of them; the last mark holds. */
export interface Attendee {
  readonly id: Ref
  readonly name: string
  readonly title: string | null
  readonly marks: readonly { readonly at: Instant; readonly mark: AttendanceMark }[]
}

const object = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })
const Reason = Type.Union([Title, Type.Null()])

const AttendanceMark = Type.Union([
  object({ kind: Type.Literal('present') }),
  object({ kind: Type.Literal('left'), reason: Reason }),
  /** With whoever sits there instead, where somebody does. */
  object({ kind: Type.Literal('absent'), reason: Reason, proxy: Type.Union([Named, Type.Null()]) }),
])
export type AttendanceMark = Static<typeof AttendanceMark>

/** The roll call of one bridge. */
export interface BridgeAttendance {
  readonly attendees: readonly Attendee[]
  /** Heads counted in the hall; they go before the marks, which a large hall does not keep. */
  readonly counts: readonly { readonly at: Instant; readonly present: number }[]
}

export type AttendanceEvent =
  | { readonly type: 'attendee-enrolled'; readonly bridge: string; readonly named: Named }
  | {
      readonly type: 'attendance-marked'
      readonly bridge: string
      readonly attendee: Ref
      readonly mark: AttendanceMark
    }
  | { readonly type: 'attendance-counted'; readonly bridge: string; readonly present: number }
  | { readonly type: 'attendee-struck'; readonly bridge: string; readonly attendee: Ref }

export const attendanceCommands = [
  object({
    type: Type.Literal('attendance/enrol'),
    bridge: Id,
    attendees: Type.Array(Named, { minItems: 1, maxItems: 1000 }),
  }),
  object({ type: Type.Literal('attendance/mark'), bridge: Id, attendee: Ref, mark: AttendanceMark }),
  object({
    type: Type.Literal('attendance/count'),
    bridge: Id,
    present: Type.Integer({ minimum: 0, maximum: 100_000 }),
  }),
  /** For somebody entered by mistake; not once they were marked. */
  object({ type: Type.Literal('attendance/strike'), bridge: Id, attendee: Ref }),
] as const
export type AttendanceCommand = Static<(typeof attendanceCommands)[number]>

/** Most names on one bridge's list. */
export const MOST_ATTENDEES = 5000

const nobody: BridgeAttendance = { attendees: [], counts: [] }

export function attendanceOf(state: ConferenceState, bridge: string): BridgeAttendance {
  return (Object.hasOwn(state.attendance, bridge) ? state.attendance[bridge] : undefined) ?? nobody
}

/** How many sit in a hall, or null where nobody has said. */
export function presentAt(
  { attendees, counts }: BridgeAttendance,
  at = Number.POSITIVE_INFINITY,
): number | null {
  const counted = counts.findLast((count) => count.at <= at)
  if (counted) return counted.present
  const marks = attendees.flatMap(({ marks: all }) => all.findLast((each) => each.at <= at) ?? [])
  if (marks.length === 0) return null
  return marks.filter(({ mark }) => fillsSeat(mark)).length
}

/** Whom the list expects: the names on it, else the number in the plan; null where neither says. */
export function invitedAt(state: ConferenceState, bridge: string): number | null {
  const { attendees } = attendanceOf(state, bridge)
  const planned = bridgeOf(state, bridge)?.delegates ?? null
  return planned ?? (attendees.length > 0 ? attendees.length : null)
}

export interface QuorumPoint {
  readonly at: Instant
  readonly present: number
  /** Bridges in which somebody is known to sit. */
  readonly bridges: number
}

/** Who was there, over time: a point for each moment at which that changed. Linear but for sorting. */
export function quorumOverTime({ attendance }: ConferenceState): readonly QuorumPoint[] {
  return presenceIn(Object.values(attendance))
}

/** The same of one hall. */
export function presenceOverTime(held: BridgeAttendance): readonly QuorumPoint[] {
  return presenceIn([held])
}

function presenceIn(all: readonly BridgeAttendance[]): readonly QuorumPoint[] {
  const halls = all.map(() => ({ counted: null as number | null, seated: 0 }))
  const changes = all.flatMap((held, hall) => changesIn(held, hall))
  let present = 0
  let bridges = 0
  const points: QuorumPoint[] = []
  const sorted = changes.toSorted((a, b) => a.at - b.at)
  for (const [index, { at, hall, ...change }] of sorted.entries()) {
    const held = halls[hall]
    if (!held) continue
    const before = held.counted ?? held.seated
    if ('counted' in change) held.counted = change.counted
    else held.seated += change.seated
    const after = held.counted ?? held.seated
    present += after - before
    bridges += Number(after > 0) - Number(before > 0)
    if (sorted[index + 1]?.at === at) continue
    const last = points.at(-1)
    if (last?.present !== present || last.bridges !== bridges) points.push({ at, present, bridges })
  }
  return points
}

type HallChange = { readonly at: Instant; readonly hall: number } & (
  | { readonly counted: number }
  /** One more or one less in a seat, or nobody moved. */
  | { readonly seated: number }
)

function changesIn({ attendees, counts }: BridgeAttendance, hall: number): readonly HallChange[] {
  const moves = attendees.flatMap(({ marks }) =>
    marks.map(({ at, mark }, index) => {
      const before = marks[index - 1]?.mark
      return { at, hall, seated: Number(fillsSeat(mark)) - Number(before !== undefined && fillsSeat(before)) }
    }),
  )
  return [...counts.map(({ at, present }) => ({ at, hall, counted: present })), ...moves]
}

/** A proxy sits for whoever sent them. */
function fillsSeat(mark: AttendanceMark): boolean {
  return mark.kind === 'present' || (mark.kind === 'absent' && mark.proxy !== null)
}

export function decideAttendance(
  state: ConferenceState,
  command: AttendanceCommand,
): readonly AttendanceEvent[] | Refused {
  if (state.phase === 'sealed') return refuse('conference/sealed')
  const { bridge } = command
  if (!bridgeOf(state, bridge)) return refuse('bridge/unknown', { bridge })
  const held = attendanceOf(state, bridge)
  switch (command.type) {
    case 'attendance/enrol': {
      const key = ({ name, title }: Named) => JSON.stringify([name.trim(), title?.trim() ?? null])
      const known = new Set(held.attendees.map(key))
      const listed = new Map(command.attendees.map((named) => [key(named), named]))
      const fresh = [...listed].flatMap(([id, named]) => (known.has(id) ? [] : [named]))
      if (held.attendees.length + fresh.length > MOST_ATTENDEES)
        return refuse('attendance/too-many', { most: MOST_ATTENDEES })
      return fresh.map((named) => ({ type: 'attendee-enrolled', bridge, named }) as const)
    }
    case 'attendance/count': {
      if (held.counts.at(-1)?.present === command.present) return []
      return [{ type: 'attendance-counted', bridge, present: command.present }]
    }
    case 'attendance/mark': {
      const attendee = held.attendees.find(({ id }) => id === command.attendee)
      if (!attendee) return refuse('attendance/unknown-attendee')
      const { mark } = command
      const last = attendee.marks.at(-1)?.mark
      if (last && JSON.stringify(last) === JSON.stringify(mark)) return []
      if (mark.kind === 'left' && last?.kind !== 'present') return refuse('attendance/not-present')
      return [{ type: 'attendance-marked', bridge, attendee: command.attendee, mark }]
    }
    case 'attendance/strike': {
      const attendee = held.attendees.find(({ id }) => id === command.attendee)
      if (!attendee) return refuse('attendance/unknown-attendee')
      if (attendee.marks.length > 0) return refuse('attendance/marked-already')
      return [{ type: 'attendee-struck', bridge, attendee: command.attendee }]
    }
  }
}

export function evolveAttendance(
  state: ConferenceState,
  event: AttendanceEvent,
  seq: Ref,
  at: Instant,
): ConferenceState {
  const held = attendanceOf(state, event.bridge)
  return { ...state, attendance: { ...state.attendance, [event.bridge]: after(held, event, seq, at) } }
}

function after(held: BridgeAttendance, event: AttendanceEvent, seq: Ref, at: Instant): BridgeAttendance {
  const { attendees, counts } = held
  switch (event.type) {
    case 'attendee-enrolled': {
      const { name, title } = event.named
      return { counts, attendees: [...attendees, { id: seq, name, title, marks: [] }] }
    }
    case 'attendance-marked':
      return {
        counts,
        attendees: attendees.map((each) =>
          each.id === event.attendee ? { ...each, marks: [...each.marks, { at, mark: event.mark }] } : each,
        ),
      }
    case 'attendance-counted':
      return { attendees, counts: [...counts, { at, present: event.present }] }
    case 'attendee-struck':
      return { counts, attendees: attendees.filter(({ id }) => id !== event.attendee) }
  }
}
