import { useEffect, useState, useSyncExternalStore } from 'react'
import type { MediaAnswer, MediaNotice, MediaRefusalCode, Source } from '../../domain/media-messages.ts'
import type { Connection } from '../connection/connection.ts'
import { HallMedia, type MediaSnapshot } from '../media/index.ts'
import { useConnection, useView } from './context.tsx'

/** The media room of this page's conference over this page's line; `sources` is what the page sends itself. */
export function useMediaRoom(sources: readonly Source[]): HallMedia | null {
  const connection = useConnection()
  const { joining } = useView()
  const [media, setMedia] = useState<HallMedia | null>(null)
  const sent = sources.join()
  useEffect(() => {
    const opened = new HallMedia({
      send: (request) => send(connection, request),
      subscribe: (listener) => connection.on('media', (notice) => listener(notice as MediaNotice)),
      sources: sent === '' ? [] : (sent.split(',') as Source[]),
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

async function send(connection: Connection, request: { readonly type: string }): Promise<MediaAnswer> {
  // Who asks what the room can carry begins anew: the server has to know first.
  if (request.type === 'capabilities') {
    const entered = await connection.request('media-enter', {})
    if (!entered.ok) return { error: entered.code as MediaRefusalCode }
  }
  const answer = await connection.request<MediaAnswer>('media', request)
  return answer.ok ? answer.value : { error: answer.code as MediaRefusalCode }
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
