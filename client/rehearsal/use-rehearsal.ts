import { useEffect, useState, useSyncExternalStore } from 'react'
import { useConnection, useView } from '../conference/context.tsx'
import { MediaLine } from '../conference/media-line.ts'
import { isRelayOnly } from '../conference/page-room.ts'
import { watchNetwork } from '../connection/network-watch.ts'
import { HallMedia } from '../media/index.ts'
import { Rehearsal, type RehearsalSnapshot } from './rehearsal.ts'

export interface Rehearsing {
  readonly media: HallMedia
  readonly rehearsal: Rehearsal
}

/** The rehearsal of this page, in a media room that is this hall's alone; null while it is being set up. */
export function useRehearsal(): Rehearsing | null {
  const connection = useConnection()
  const { status, joining } = useView()
  const [rehearsing, setRehearsing] = useState<Rehearsing | null>(null)
  useEffect(() => {
    const line = new MediaLine(connection, { enter: 'rehearsal-enter', room: 'rehearsal' })
    const media = new HallMedia({
      send: (request) => line.send(request),
      subscribe: (listener) => line.subscribe(listener),
      relayOnly: isRelayOnly(location.search),
    })
    const rehearsal = new Rehearsal({
      media,
      portion: async () => {
        const answer = await connection.request<ArrayBuffer>('rehearsal-portion', {})
        return answer.ok ? answer.value : null
      },
      clockSkew: () =>
        connection.view().status === 'live' ? Math.round(Date.now() - connection.serverNow()) : null,
    })
    setRehearsing({ media, rehearsal })
    const unwatch = watchNetwork(media.check)
    return () => {
      unwatch()
      rehearsal.close()
      media.close()
      connection.tell('rehearsal-leave', {})
    }
  }, [connection])
  // Another line knows nothing of what was sent over the one before.
  useEffect(() => rehearsing?.media.follow(status === 'live' ? joining : null), [rehearsing, status, joining])
  return rehearsing
}

export function useRehearsalSnapshot(rehearsal: Rehearsal): RehearsalSnapshot {
  return useSyncExternalStore(rehearsal.subscribe, rehearsal.getSnapshot)
}
