import { useEffect, useState, useSyncExternalStore } from 'react'
import { useConnection, useView } from '../conference/context.tsx'
import { MediaLine } from '../conference/media-line.ts'
import { HallMedia } from '../media/index.ts'
import { Rehearsal, type RehearsalSnapshot } from './rehearsal.ts'

export interface Rehearsing {
  readonly media: HallMedia
  readonly rehearsal: Rehearsal
}

/** The rehearsal of this page, in a media room that is this hall's alone; null while it is being set up. */
export function useRehearsal(): Rehearsing | null {
  const connection = useConnection()
  const { joining } = useView()
  const [rehearsing, setRehearsing] = useState<Rehearsing | null>(null)
  useEffect(() => {
    const line = new MediaLine(connection, { enter: 'rehearsal-enter', room: 'rehearsal' })
    const media = new HallMedia({
      send: (request) => line.send(request),
      subscribe: (listener) => line.subscribe(listener),
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
    return () => {
      rehearsal.close()
      media.close()
      connection.tell('rehearsal-leave', {})
    }
  }, [connection])
  useEffect(() => {
    // Another line knows nothing of what was sent over the one before.
    const media = rehearsing?.media
    if (joining > 1 && media && media.getSnapshot().connection.kind !== 'idle') media.rejoin()
  }, [rehearsing, joining])
  return rehearsing
}

export function useRehearsalSnapshot(rehearsal: Rehearsal): RehearsalSnapshot {
  return useSyncExternalStore(rehearsal.subscribe, rehearsal.getSnapshot)
}
