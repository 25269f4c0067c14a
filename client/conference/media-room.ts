import { useEffect, useState, useSyncExternalStore } from 'react'
import { type DeviceSource, HallMedia, type MediaSnapshot } from '../media/index.ts'
import { useConnection, useView } from './context.tsx'
import { MediaLine } from './media-line.ts'

/** The media room of this page's conference over this page's line; `sources` is what the page sends itself. */
export function useMediaRoom(sources: readonly DeviceSource[]): HallMedia | null {
  const connection = useConnection()
  const { joining } = useView()
  const [media, setMedia] = useState<HallMedia | null>(null)
  const sent = sources.join()
  useEffect(() => {
    const line = new MediaLine(connection)
    const opened = new HallMedia({
      send: (request) => line.send(request),
      subscribe: (listener) => line.subscribe(listener),
      sources: sent === '' ? [] : (sent.split(',') as DeviceSource[]),
    })
    setMedia(opened)
    return () => opened.close()
  }, [connection, sent])
  useEffect(() => {
    // Another line knows nothing of what was sent over the one before.
    if (joining > 1 && media && media.getSnapshot().connection.kind !== 'idle') media.rejoin()
  }, [media, joining])
  return media
}

export function useMediaSnapshot(media: HallMedia): MediaSnapshot {
  return useSyncExternalStore(media.subscribe, media.getSnapshot)
}

/** Tells the room which bridges the page shows small, so that only those are sent. */
export function useLook(bridges: readonly string[], isIn: boolean): void {
  const connection = useConnection()
  const { status, joining } = useView()
  const gallery = bridges.join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new joining has to be told again
  useEffect(() => {
    if (status !== 'live' || !isIn) return
    void connection.request('media-look', { gallery: gallery === '' ? [] : gallery.split(',') })
  }, [connection, status, joining, gallery, isIn])
}
