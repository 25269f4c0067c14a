import type { LineReport } from '../../domain/line-report.ts'
import type { PeerClosed } from '../../domain/media-messages.ts'
import type { CaptureState } from './capture.ts'
import type { DeviceChoice } from './device-choice.ts'
import type { DeviceSource } from './devices.ts'
import type { ScreenState } from './screen-share.ts'

/** What arrives from one other peer. A stream is null while nothing of it flows. */
export interface RemotePeer {
  readonly video: MediaStream | null
  readonly audio: MediaStream | null
  /** The screen that it shares. */
  readonly screen: MediaStream | null
  /** The simulcast layer of the camera that arrives, 0 the smallest. */
  readonly layer: number | null
}

export type MediaConnection =
  /** Before `start()`. */
  | { readonly kind: 'idle' }
  /** `refusal`: the code with which the room last said no; it is asked again all the same. */
  | { readonly kind: 'connecting'; readonly refusal?: string }
  | { readonly kind: 'connected' }
  /** It was connected and tries to be again, by itself. */
  | { readonly kind: 'reconnecting'; readonly refusal?: string }
  /** For good: `taken-over` by the same hall elsewhere, left, or this browser cannot take part. */
  | { readonly kind: 'closed'; readonly reason: PeerClosed | 'unsupported-browser' }

/** All that a page shows of the media room; a new object whenever something has changed. */
export interface MediaSnapshot {
  readonly connection: MediaConnection
  readonly camera: CaptureState
  readonly microphone: CaptureState
  /** The screen that this page shares. */
  readonly screen: ScreenState
  /** Whether the others hear this hall: the server's word, and never while the line is down. */
  readonly heard: boolean
  /** Whether the line to this page is so thin that the room gives up its pictures for the voice. */
  readonly soundOnly: boolean
  readonly peers: ReadonlyMap<string, RemotePeer>
  readonly choice: DeviceChoice
  /** Devices that are used in place of the chosen ones, which are not plugged in. */
  readonly standIns: readonly DeviceKind[]
  /** How this hall's own line did over the last seconds; null before the first measure and for pages that only watch. */
  readonly line: LineReport | null
  /** The voices of the others on this page. */
  readonly sound: SoundState
  /** Another page of this browser plays the hall's sound too: the hall hears everything twice, and itself. */
  readonly soundElsewhere: boolean
}

export type DeviceKind = DeviceSource | 'loudspeaker'

/** `blocked`: the browser lets no sound out before somebody presses something; `allow` is to be called by that press. */
export type SoundState =
  | { readonly kind: 'off' }
  | { readonly kind: 'playing' }
  | { readonly kind: 'blocked'; readonly allow: () => void }
