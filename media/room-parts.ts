import type { IceServer, PeerClosed } from '../domain/media-messages.ts'
import type { Room } from './room.ts'
import type { RoomPlace } from './transports.ts'
import type { WorkerSlot } from './worker-slot.ts'

export type RoomClosed = Extract<PeerClosed, 'worker-died' | 'room-closed'>

export interface RoomParts {
  /** The worker of the first peers, and the router there. */
  readonly slot: WorkerSlot
  readonly place: RoomPlace
  /** The worker for one more peer; undefined where there is no other choice than the first. */
  readonly choose: (held: readonly WorkerSlot[]) => WorkerSlot | undefined
  readonly openPlace: (slot: WorkerSlot) => Promise<RoomPlace>
  readonly iceServers: (peerId: string) => readonly IceServer[]
  readonly onClosed: (room: Room, reason: RoomClosed) => void
}
