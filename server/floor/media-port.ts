import type { MediaAnswer, MediaNotice, PeerClosed, Source } from '../../domain/media-messages.ts'
import type { Programme } from '../../domain/programme.ts'
import type { TechnicalLine } from '../../domain/protocol.ts'

/** What the floor needs of the media room; `media/` fulfils it, and knows nothing of conferences. */
export interface MediaPort {
  /** The room with this id, made when there is none. Rejects while no worker is up. */
  room(id: string): Promise<MediaRoom>
}

export interface MediaRoom {
  readonly closed: boolean
  join(peerId: string, events: MediaPeerEvents, rights: MediaRights): MediaPeer
  /** Whose microphones are heard; all others are closed. */
  open(peerIds: ReadonlySet<string>): Promise<void>
  /** Closes every microphone at once. */
  cutAll(except?: ReadonlySet<string>): Promise<void>
  endCut(): Promise<void>
  close(): void
}

export interface MediaRights {
  /** What the peer may send. */
  readonly sources: readonly Source[]
  /** Whether it may receive what it sends itself, as in a rehearsal. */
  readonly receivesItself?: boolean
}

export interface MediaPeerEvents {
  readonly tell: (notice: MediaNotice) => void
  readonly onLink?: (state: 'connected' | 'lost') => void
  readonly onClosed?: (reason: PeerClosed) => void
}

/** What the media room itself measures of one peer. */
export type LineFigures = NonNullable<TechnicalLine['measured']>

export interface MediaPeer {
  handle(message: unknown): Promise<MediaAnswer>
  /** Bridges stand for their halls' peers; `screen` names the peer that sends it. */
  receive(programme: Programme): void
  /** What it may send from now on; what it sends and may no more ends. */
  setSources(sources: readonly Source[]): void
  /** What it sends of this source; undefined while it sends none. */
  stream(source: Source): object | undefined
  /** Ends what it sends of this source. */
  stop(source: Source): unknown
  figures(): Promise<LineFigures>
  close(reason?: PeerClosed): void
}
