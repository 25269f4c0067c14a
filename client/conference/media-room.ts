import { useEffect, useState, useSyncExternalStore } from 'react'
import { watchNetwork } from '../connection/network-watch.ts'
import { type DeviceSource, HallMedia, type MediaSnapshot } from '../media/index.ts'
import { useConnection, useView } from './context.tsx'
import { MediaLine } from './media-line.ts'

/**
 * The media room of this page's conference over this page's line; `sources` is what the page sends itself. A page
 * that sends a camera or a microphone is a hall: it reports how its line does.
 */
export function useMediaRoom(sources: readonly DeviceSource[]): HallMedia | null {
  const connection = useConnection()
  const { status, joining } = useView()
  const [media, setMedia] = useState<HallMedia | null>(null)
  const sent = sources.join()
  useEffect(() => {
    const line = new MediaLine(connection)
    const opened = new HallMedia({
      send: (request) => line.send(request),
      subscribe: (listener) => line.subscribe(listener),
      sources: sent === '' ? [] : (sent.split(',') as DeviceSource[]),
      plays: true,
      ...(sent === '' ? {} : { report: (report) => connection.tell('line-report', report) }),
      relayOnly: isRelayOnly(location.search),
    })
    setMedia(opened)
    const unwatch = watchNetwork(opened.check)
    return () => {
      unwatch()
      opened.close()
    }
  }, [connection, sent])
  // Another line knows nothing of what was sent over the one before.
  useEffect(() => media?.follow(status === 'live' ? joining : null), [media, status, joining])
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

/** `?relay=1`: pictures and sound go through a TURN server only, so that a technician sees whether that way works. */
export function isRelayOnly(search: string): boolean {
  return new URLSearchParams(search).get('relay') === '1'
}
