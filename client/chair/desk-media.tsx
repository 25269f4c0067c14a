import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import { useConnection, useView } from '../conference/context.tsx'
import { useMediaRoom } from '../conference/media-room.ts'
import type { HallMedia, MediaSnapshot } from '../media/index.ts'

/** What the desk looks at by its own choice: small pictures on the wall, and one bridge large. */
interface DeskLook {
  readonly gallery: readonly string[]
  readonly preview: string | null
}

/** The pictures that come to a desk, without any sound: the chair sits in a hall that hears it already. */
export interface DeskMedia {
  /** Null for the first moment. */
  readonly media: HallMedia | null
  readonly snapshot: MediaSnapshot | null
  readonly preview: string | null
  readonly setGallery: (bridges: readonly string[]) => void
  readonly setPreview: (bridge: string | null) => void
}

const NOTHING = [] as const
const never = () => () => undefined
const none = () => null
const Current = createContext<DeskMedia | null>(null)

/** Opens one place in the media room for the whole desk, and tells the room what the desk looks at. */
export function DeskMediaProvider({ children }: { readonly children: ReactNode }) {
  const media = useMediaRoom(NOTHING)
  useEffect(() => media?.start(), [media])
  const snapshot = useSyncExternalStore(media?.subscribe ?? never, media?.getSnapshot ?? none)
  const [gallery, setGallery] = useState<readonly string[]>(NOTHING)
  const [preview, setPreview] = useState<string | null>(null)
  useDeskLook({ gallery, preview }, snapshot?.connection.kind === 'connected')
  const value = useMemo(
    () => ({ media, snapshot, preview, setGallery, setPreview }),
    [media, snapshot, preview],
  )
  return <Current value={value}>{children}</Current>
}

export function useDeskMedia(): DeskMedia {
  const desk = useContext(Current)
  if (!desk) throw new Error('outside of a desk')
  return desk
}

function useDeskLook({ gallery, preview }: DeskLook, isIn: boolean): void {
  const connection = useConnection()
  const { status, joining } = useView()
  const small = gallery.join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new joining has to be told again
  useEffect(() => {
    if (status !== 'live' || !isIn) return
    void connection.request('media-look', { gallery: small === '' ? [] : small.split(','), preview })
  }, [connection, status, joining, small, preview, isIn])
}
