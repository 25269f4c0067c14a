import Type, { type Static } from 'typebox'
import { Path } from './line-report.ts'
import { type Refused, refuse } from './refusal.ts'
import { judgeRehearsal, type RehearsalResult } from './rehearsal-judgement.ts'
import { bridgeOf, type ConferenceState } from './state.ts'
import { Id } from './text.ts'
import type { Instant } from './time.ts'

/*
 * The preflight of a hall: what its own device measured of itself and of its line before the conference, and what
 * follows from it.
 */

const object = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()])

/** Milliseconds. */
const Duration = Type.Number({ minimum: 0, maximum: 600_000 })
/** 0 to 1. */
const Share = Type.Number({ minimum: 0, maximum: 1 })
/** Bits per second. */
const Bitrate = Type.Number({ minimum: 0, maximum: 1e10 })
const Pixels = Type.Integer({ minimum: 0, maximum: 16_384 })
/** Root mean square against full scale, dBFS: a sine that just does not clip has −3. */
const Level = Type.Number({ minimum: -200, maximum: 20 })

/** Why a camera or microphone could not be opened, as the hall's page finds it. */
export const deviceProblems = [
  'permission-denied',
  'no-device',
  'device-busy',
  'insecure-page',
  'device-failed',
] as const
const DeviceProblem = Type.Unsafe<(typeof deviceProblems)[number]>(
  Type.Union(deviceProblems.map((problem) => Type.Literal(problem))),
)

const Failed = object({ kind: Type.Literal('failed'), problem: DeviceProblem })

const MeasuredCamera = Type.Union([
  Failed,
  object({
    kind: Type.Literal('opened'),
    width: Pixels,
    height: Pixels,
    /** Different pictures per second. */
    frames: Type.Number({ minimum: 0, maximum: 1000 }),
    /** Mean luma of the picture, 0 black to 1 white. */
    brightness: Share,
    /** The picture did not change at all while it was looked at. */
    frozen: Type.Boolean(),
  }),
])

const MeasuredMicrophone = Type.Union([
  Failed,
  object({
    kind: Type.Literal('opened'),
    /** Level while somebody speaks (after ITU-T P.56, method B); null when nobody was heard. */
    speech: orNull(Level),
    /** Level while nobody speaks. */
    noise: Level,
    /** Share of samples at full scale. */
    clipped: Share,
    /** Whether the browser's own echo cancellation, noise suppression and gain control were on. */
    processing: Type.Boolean(),
  }),
])

const MeasuredLoudspeaker = object({
  /** What the person in the hall says of the tone. */
  heard: Type.Boolean(),
  /**
   * By how many decibels the tone that came back through the microphone is weaker than the tone that was played;
   * null without a microphone.
   */
  echoReturnLoss: orNull(Type.Number({ minimum: -100, maximum: 200 })),
  /** False when the tone could not be told from the noise: the loss is then at least that much. */
  echoFound: Type.Boolean(),
})

/** Null where a figure could not be had. */
const MeasuredWay = object({
  loss: orNull(Share),
  jitter: orNull(Duration),
  /** What flowed. */
  bitrate: orNull(Bitrate),
  /** What would go through. */
  available: orNull(Bitrate),
})
export type MeasuredWay = Static<typeof MeasuredWay>

const MeasuredLine = object({
  path: orNull(Path),
  roundTrip: orNull(Duration),
  uplink: MeasuredWay,
  downlink: MeasuredWay,
})

/** What one rehearsal measured; null: that part was not measured. */
export const Measured = object({
  camera: orNull(MeasuredCamera),
  microphone: orNull(MeasuredMicrophone),
  loudspeaker: orNull(MeasuredLoudspeaker),
  /** A copy of the hall's own picture and sound, sent to the media server and back. */
  line: orNull(MeasuredLine),
  /** By how many milliseconds the device's clock is ahead of the server's; negative when it is behind. */
  clockSkew: orNull(Type.Number({ minimum: -1e13, maximum: 1e13 })),
})
export type Measured = Static<typeof Measured>

/** The latest rehearsal of one bridge. */
export interface Rehearsal {
  readonly at: Instant
  readonly measured: Measured
  readonly results: readonly RehearsalResult[]
}

export type RehearsalEvent = {
  readonly type: 'rehearsal-reported'
  readonly bridge: string
  readonly measured: Measured
  readonly results: readonly RehearsalResult[]
}

export const rehearsalCommands = [
  object({ type: Type.Literal('rehearsal/report'), bridge: Id, measured: Measured }),
] as const
export type RehearsalCommand = Static<(typeof rehearsalCommands)[number]>

/** How long before the planned start rehearsals are recorded, unless the plan says otherwise. */
export const REHEARSAL_OPENS_MINUTES_BEFORE = 60

/** From when on rehearsals are recorded; null before the conference is known. */
export function rehearsalOpensAt({ facts }: Pick<ConferenceState, 'facts'>): Instant | null {
  if (!facts) return null
  const before = facts.rehearsalOpensMinutesBefore ?? REHEARSAL_OPENS_MINUTES_BEFORE
  return Math.max(0, facts.startsAt - before * 60_000)
}

/** The latest rehearsal of a bridge that the viewer of this state may see. */
export function rehearsalOf(state: ConferenceState, bridge: string): Rehearsal | undefined {
  return Object.hasOwn(state.rehearsals, bridge) ? state.rehearsals[bridge] : undefined
}

export function decideRehearsal(
  state: ConferenceState,
  { bridge, measured }: RehearsalCommand,
  now: Instant,
): readonly RehearsalEvent[] | Refused {
  if (!bridgeOf(state, bridge)) return refuse('bridge/unknown', { bridge })
  if (state.phase === 'concluded' || state.phase === 'sealed') return refuse('conference/already-concluded')
  const opensAt = rehearsalOpensAt(state)
  // A conference that was opened ahead of its plan is under way.
  if (state.phase === 'preparing' && opensAt !== null && now < opensAt)
    return refuse('rehearsal/not-open-yet', { opensAt })
  return [{ type: 'rehearsal-reported', bridge, measured, results: judgeRehearsal(measured) }]
}

export function evolveRehearsal(
  state: ConferenceState,
  { bridge, measured, results }: RehearsalEvent,
  at: Instant,
): ConferenceState {
  return { ...state, rehearsals: { ...state.rehearsals, [bridge]: { at, measured, results } } }
}
