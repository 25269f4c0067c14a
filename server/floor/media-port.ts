import type { MediaAnswer, MediaNotice, PeerClosed, Source } from '../../domain/media-messages.ts'
import type { Programme } from '../../domain/programme.ts'

/** What the floor needs of the media room; `media/` fulfils it, and knows nothing of conferences. */
export interface MediaPort {
  /** The room with this id, made when there is none. Rejects while no worker is up. */
  room(id: string): Promise<MediaRoom>
}

export interface MediaRoom {
  readonly closed: boolean
  join(peerId: string, events: MediaPeerEvents, rights: { readonly sources: readonly Source[] }): MediaPeer
  /** Whose microphones are heard; all others are closed. */
  open(peerIds: ReadonlySet<string>): Promise<void>
  /** Closes every microphone at once. */
  cutAll(except?: ReadonlySet<string>): Promise<void>
  endCut(): Promise<void>
  close(): void
}

export interface MediaPeerEvents {
  readonly tell: (notice: MediaNotice) => void
  readonly onLink?: (state: 'connected' | 'lost') => void
  readonly onClosed?: (reason: PeerClosed) => void
}

export interface MediaPeer {
  handle(message: unknown): Promise<MediaAnswer>
  receive(programme: Programme): void
  close(): void
}
