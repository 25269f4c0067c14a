import type { PeerClosed } from '../../domain/media-messages.ts'
import type { CaptureState } from './capture.ts'
import type { DeviceChoice } from './devices.ts'

/** What arrives from one other peer. A stream is null while nothing of it flows. */
export interface RemotePeer {
  readonly video: MediaStream | null
  readonly audio: MediaStream | null
  /** The simulcast layer that arrives, 0 the smallest. */
  readonly layer: number | null
}

export type MediaConnection =
  /** Before `start()`. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  /** It was connected and tries to be again, by itself. */
  | { readonly kind: 'reconnecting' }
  /** For good: `taken-over` by the same hall elsewhere, left, or this browser cannot take part. */
  | { readonly kind: 'closed'; readonly reason: PeerClosed | 'unsupported-browser' }

/** All that a page shows of the media room; a new object whenever something has changed. */
export interface MediaSnapshot {
  readonly connection: MediaConnection
  readonly camera: CaptureState
  readonly microphone: CaptureState
  /** Whether the others hear this hall: the server's word. */
  readonly heard: boolean
  readonly peers: ReadonlyMap<string, RemotePeer>
  readonly choice: DeviceChoice
}
