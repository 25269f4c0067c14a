import type { IceServer } from '../domain/media-messages.ts'
import type { RoomCounts } from './site.ts'
import type { MediaLogEntry } from './worker-process.ts'

export interface MediaOptions {
  /** Path of the mediasoup-worker executable. */
  readonly workerBinary: string
  readonly listenIp: string
  /** What browsers are told to connect to, where that differs from `listenIp`. */
  readonly announcedAddress?: string | undefined
  /** UDP and TCP port of the first worker, the next one has the next port; 0 lets each worker choose. */
  readonly firstPort: number
  /** One per core when left out. */
  readonly workers?: number | undefined
  /** Ways round a firewall for the page of this peer, asked anew for each transport; none when left out. */
  readonly iceServers?: ((peerId: string) => readonly IceServer[]) | undefined
  /**
   * Share of a core from which a worker is full, 0 to 1: who comes later to a conference there goes to another
   * worker, and streams cross between both. 0.7 when left out.
   */
  readonly workerFull?: number | undefined
  /** Share of a core that a peer is expected to cost before it shows in the measured load. 0.018 when left out. */
  readonly peerLoad?: number | undefined
  /** What the media library and its workers have to say; one for the whole process. */
  readonly log?: ((entry: MediaLogEntry) => void) | undefined
  readonly onTrouble: (trouble: MediaTrouble) => void
}

/** Something that the operator should know and the media room deals with by itself. */
export type MediaTrouble =
  | {
      readonly kind: 'worker-died'
      readonly worker: number
      readonly rooms: readonly string[]
      readonly cause: unknown
    }
  | { readonly kind: 'worker-restart-failed'; readonly worker: number; readonly cause: unknown }

export interface WorkerStatus {
  readonly state: 'up' | 'restarting'
  readonly pid: number | undefined
  /** Share of one core used lately, 0 to 1. */
  readonly load: number
  /** Ids of the rooms on it, each of which may be on others too. */
  readonly rooms: readonly string[]
  /** Peers whose transports it holds. */
  readonly peers: number
  /** How often it has died since the start. */
  readonly deaths: number
}

export interface MediaStatus {
  /** Whether every worker is up. */
  readonly healthy: boolean
  readonly workers: readonly WorkerStatus[]
}

export interface MediaCounts extends RoomCounts {
  readonly workers: number
  readonly rooms: number
  readonly peers: number
}

export interface MediaLoad {
  /** By worker: the share of a core used lately, 0 to 1, and the peers whose transports it holds. */
  readonly workers: readonly { readonly load: number; readonly peers: number }[]
  readonly peers: number
}
