import Type, { type Static } from 'typebox'
import { turnOf } from './floor.ts'
import { type Refused, refuse } from './refusal.ts'
import type { ConferenceState } from './state.ts'
import { Ref, Sha256 } from './text.ts'
import type { Instant, Milliseconds } from './time.ts'

/** The sound of one turn, or of what was recorded of it: a file in the Ogg container with Opus (RFC 7845). */
export interface TurnRecording {
  readonly id: Ref
  readonly turn: Ref
  /** When its first sound was spoken. */
  readonly from: Instant
  readonly length: Milliseconds
  readonly sha256: string
  /** Bytes. */
  readonly size: number
  readonly deletedAt: Instant | null
}

const failures = ['disk-full', 'disk-failed'] as const
export type RecordingFailure = (typeof failures)[number]

export interface Recording {
  /** Since when sound is recorded; null while it is not. Off until the chair orders it. */
  readonly since: Instant | null
  /** Why the server had to stop, until the chair orders it anew: its disk is full, or cannot be written. */
  readonly failure?: RecordingFailure
  readonly turns: readonly TurnRecording[]
}

export type RecordingEvent =
  | { readonly type: 'recording-started' }
  /** `failure`: the server could not go on. */
  | { readonly type: 'recording-stopped'; readonly failure?: RecordingFailure }
  | {
      readonly type: 'turn-recorded'
      readonly turn: Ref
      readonly from: Instant
      readonly length: Milliseconds
      readonly sha256: string
      readonly size: number
    }
  | { readonly type: 'turn-recording-deleted'; readonly recording: Ref }

const object = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })
const Size = Type.Integer({ minimum: 0 })

export const recordingCommands = [
  object({ type: Type.Literal('recording/start') }),
  object({ type: Type.Literal('recording/stop') }),
] as const
export const recordingServerCommands = [
  object({
    type: Type.Literal('recording/recorded'),
    turn: Ref,
    from: Size,
    length: Size,
    sha256: Sha256,
    size: Size,
  }),
  object({ type: Type.Literal('recording/deleted'), recording: Ref }),
  object({
    type: Type.Literal('recording/failed'),
    failure: Type.Unsafe<RecordingFailure>(Type.Union(failures.map((each) => Type.Literal(each)))),
  }),
] as const
export type RecordingCommand =
  | Static<(typeof recordingCommands)[number]>
  | Static<(typeof recordingServerCommands)[number]>

export function decideRecording(
  state: ConferenceState,
  command: RecordingCommand,
): readonly RecordingEvent[] | Refused {
  const { recording } = state
  switch (command.type) {
    case 'recording/start':
      if (state.phase !== 'open') return refuse('conference/not-open')
      return recording.since === null ? [{ type: 'recording-started' }] : []
    case 'recording/stop':
      return recording.since === null ? [] : [{ type: 'recording-stopped' }]
    case 'recording/failed': {
      const { failure } = command
      return recording.since === null ? [] : [{ type: 'recording-stopped', failure }]
    }
    case 'recording/recorded': {
      const { turn, from, length, sha256, size } = command
      if (!turnOf(state, turn)) return refuse('floor/unknown-turn')
      if (recording.turns.some((held) => held.sha256 === sha256 && held.turn === turn)) return []
      return [{ type: 'turn-recorded', turn, from, length, sha256, size }]
    }
    case 'recording/deleted': {
      const held = recording.turns.find((each) => each.id === command.recording)
      if (!held) return refuse('recording/unknown')
      return held.deletedAt === null ? [{ type: 'turn-recording-deleted', recording: held.id }] : []
    }
  }
}

export function evolveRecording(
  state: ConferenceState,
  event: RecordingEvent,
  seq: Ref,
  at: Instant,
): ConferenceState {
  const { recording } = state
  switch (event.type) {
    case 'recording-started':
      return { ...state, recording: { since: at, turns: recording.turns } }
    case 'recording-stopped': {
      if (event.failure === undefined) return stopped(state)
      return { ...state, recording: { ...recording, since: null, failure: event.failure } }
    }
    case 'turn-recorded': {
      const { turn, from, length, sha256, size } = event
      const held = { id: seq, turn, from, length, sha256, size, deletedAt: null }
      return { ...state, recording: { ...recording, turns: [...recording.turns, held] } }
    }
    case 'turn-recording-deleted':
      return {
        ...state,
        recording: {
          ...recording,
          turns: recording.turns.map((held) =>
            held.id === event.recording ? { ...held, deletedAt: at } : held,
          ),
        },
      }
  }
}

/** The conference is over, or the chair has had it stopped. */
export function stopped(state: ConferenceState): ConferenceState {
  if (state.recording.since === null) return state
  return { ...state, recording: { ...state.recording, since: null } }
}
