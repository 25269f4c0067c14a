import type { IceServer, MediaNotice, PeerClosed, Source } from '../domain/media-messages.ts'
import type { LinkState } from './link.ts'
import type { Peer } from './peer.ts'
import type { Streams } from './reception-parts.ts'
import type { RoomPlace } from './transports.ts'

/** What a peer reports. The callbacks must not throw. */
export interface PeerEvents {
  /** Brings a notice to the page. */
  readonly tell: (notice: MediaNotice) => void
  /** The path to the peer works again, or nothing came from it for 1.8 s (8 s if it only watches). */
  readonly onLink?: (state: Exclude<LinkState, 'new'>) => void
  /** How well its stream arrives: 0 nothing to 10 perfect, the best of its layers. */
  readonly onScore?: (source: Source, score: number) => void
  /** Once, at the end. */
  readonly onClosed?: (reason: PeerClosed) => void
}

export interface PeerRights {
  /** What it may send. */
  readonly sources: readonly Source[]
  /** Whether its programme may name the peer itself, as in a rehearsal; otherwise no peer receives its own. */
  readonly receivesItself?: boolean
}

/** How a peer's line does, as the server sees it. */
export interface PeerFigures {
  /** Share of the peer's packets that did not arrive, 0 to 1; null while unknown. */
  readonly loss: number | null
  /** Milliseconds; null while unknown. */
  readonly roundTrip: number | null
  /** How its packets come; a TURN server's path looks like any other. Null before the first. */
  readonly path: 'udp' | 'tcp' | null
  /** Bits per second from the peer, and to it. */
  readonly incoming: number
  readonly outgoing: number
  /** The highest layer that its camera is asked for, 0 the smallest. */
  readonly layersWanted: number
  /** Whether its line is so thin that its pictures are given up for the voice. */
  readonly soundOnly: boolean
  /** Streams set up towards it, those held back included. */
  readonly videoConsumers: number
  readonly audioConsumers: number
}

/** The part of the room that a peer needs. */
export interface PeerRoom {
  /** Where its transports are made. */
  readonly place: () => Promise<RoomPlace>
  readonly streams: Streams
  readonly iceServers: (peerId: string) => readonly IceServer[]
  /** The highest layer that anybody wants of its camera. */
  readonly layersWanted: () => number
  /** A stream of this peer has begun (`source`) or ended. */
  readonly onStreamsChanged: (begun?: Source) => void
  readonly onProgrammeChanged: () => void
  readonly onClosed: (peer: Peer, reason: PeerClosed) => void
}
