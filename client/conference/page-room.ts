import type { Connection } from '../connection/connection.ts'
import { watchNetwork } from '../connection/network-watch.ts'
import { type DeviceSource, HallMedia } from '../media/index.ts'
import { MediaLine } from './media-line.ts'

/** A page's part in the media room over its line; whoever took it closes it. */
export interface PageRoom {
  readonly media: HallMedia
  close(): void
}

/** An early room that no page has taken after this long (ms) is given up. */
const UNTAKEN_FOR = 15_000

interface Early {
  readonly connection: Connection
  readonly sent: string
  readonly room: PageRoom
}

let early: Early | null = null

/** Enters the media room while the page is still being drawn. */
export function beginRoom(connection: Connection, sources: readonly DeviceSource[]): void {
  const begun: Early = { connection, sent: sources.join(), room: openRoom(connection, sources) }
  early = begun
  begun.room.media.enter()
  setTimeout(() => {
    if (early !== begun) return
    early = null
    begun.room.close()
  }, UNTAKEN_FOR)
}

/** The page's part in the media room of this line, entered already where that has begun early. */
export function takeRoom(connection: Connection, sources: readonly DeviceSource[]): PageRoom {
  const taken = early
  early = null
  if (taken?.connection === connection && taken.sent === sources.join()) return taken.room
  taken?.room.close()
  return openRoom(connection, sources)
}

function openRoom(connection: Connection, sources: readonly DeviceSource[]): PageRoom {
  const line = new MediaLine(connection)
  const media = new HallMedia({
    send: (request) => line.send(request),
    subscribe: (listener) => line.subscribe(listener),
    sources,
    plays: true,
    ...(sources.length === 0 ? {} : { report: (report) => connection.tell('line-report', report) }),
    relayOnly: isRelayOnly(location.search),
  })
  // Another line knows nothing of what was sent over the one before.
  const follow = () => {
    const { status, joining } = connection.view()
    media.follow(status === 'live' ? joining : null)
  }
  follow()
  const unfollow = connection.subscribe(follow)
  const unwatch = watchNetwork(media.check)
  return {
    media,
    close() {
      unfollow()
      unwatch()
      media.close()
    },
  }
}

/** `?relay=1`: pictures and sound go through a TURN server only, so that a technician sees whether that way works. */
export function isRelayOnly(search: string): boolean {
  return new URLSearchParams(search).get('relay') === '1'
}
