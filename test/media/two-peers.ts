import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import type { Media, PeerRights, Room } from '../../media/index.ts'
import { RtpPeer } from '../support/rtp-peer.ts'
import { startMedia } from './start.ts'

export interface TwoPeers {
  readonly room: Room
  readonly hall: RtpPeer
  readonly viewer: RtpPeer
}

/** For the tests of one `describe`: a real worker, and for each of them a room with the hall `son-la` and `ha-noi`. */
export function twoPeers(rights?: PeerRights): TwoPeers {
  let media: Media
  let now: TwoPeers
  beforeAll(async () => {
    ;({ media } = await startMedia())
  })
  beforeEach(async () => {
    const room = await media.room('hội nghị')
    now = {
      room,
      hall: await RtpPeer.join(room, 'son-la', rights),
      viewer: await RtpPeer.join(room, 'ha-noi'),
    }
  })
  afterEach(() => now.room.close())
  afterAll(() => media.close())
  return {
    get room() {
      return now.room
    },
    get hall() {
      return now.hall
    },
    get viewer() {
      return now.viewer
    },
  }
}
