import { useEffect, useState, useSyncExternalStore } from 'react'
import type { DeviceSource, HallMedia, MediaSnapshot } from '../media/index.ts'
import { useConnection, useView } from './context.tsx'
import { takeRoom } from './page-room.ts'

/**
 * The media room of this page's conference over this page's line; `sources` is what the page sends itself. A page
 * that sends a camera or a microphone is a hall: it reports how its line does.
 */
export function useMediaRoom(sources: readonly DeviceSource[]): HallMedia | null {
  const connection = useConnection()
  const [media, setMedia] = useState<HallMedia | null>(null)
  const sent = sources.join()
  useEffect(() => {
    const room = takeRoom(connection, sent === '' ? [] : (sent.split(',') as DeviceSource[]))
    setMedia(room.media)
    return room.close
  }, [connection, sent])
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
