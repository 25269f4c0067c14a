export { MediaError, type MediaErrorCode } from './errors.ts'
export type { LinkState } from './link.ts'
export type { Listening } from './listening.ts'
export { Media, openMedia } from './media.ts'
export type {
  MediaCounts,
  MediaLoad,
  MediaOptions,
  MediaStatus,
  MediaTrouble,
  WorkerStatus,
} from './media-options.ts'
export type { Peer } from './peer.ts'
export type { PeerEvents, PeerFigures, PeerRights } from './peer-parts.ts'
export type { Programme } from './plan.ts'
export type { Room } from './room.ts'
export type { RoomClosed } from './room-parts.ts'
export type { RoomCounts } from './site.ts'
export type { MediaLogEntry } from './worker-process.ts'
