import type { types } from 'mediasoup'
import type { MediaNotice, Source } from '../domain/media-messages.ts'
import type { Access } from './crossing.ts'

/** The streams that others send into the room. */
export interface Streams {
  find(peerId: string, source: Source): types.Producer | undefined
  /** Brings a stream of that peer to the router of this one. */
  reach(peerId: string, producer: types.Producer): Access
}

export interface ReceptionParts {
  /** Whose streams are never received; null: everybody's may be. */
  readonly self: string | null
  readonly streams: Streams
  readonly tell: (notice: MediaNotice) => void
}
