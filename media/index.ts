export { MediaError, type MediaErrorCode } from './errors.ts'
export type { LinkState } from './link.ts'
export {
  Media,
  type MediaCounts,
  type MediaLoad,
  type MediaOptions,
  type MediaStatus,
  type MediaTrouble,
  openMedia,
  type WorkerStatus,
} from './media.ts'
export type { Peer, PeerEvents, PeerFigures, PeerRights } from './peer.ts'
export type { Programme } from './plan.ts'
export type { Room, RoomClosed, RoomCounts } from './room.ts'
export type { MediaLogEntry } from './worker-process.ts'
