import { useEffect } from 'react'
import { useConference } from '../conference/context.tsx'
import { useMediaRoom, useMediaSnapshot } from '../conference/media-room.ts'
import { nameOf } from '../conference/names.ts'
import { Picture } from '../design/picture.tsx'
import type { HallMedia } from '../media/index.ts'
import { words } from '../messages/catalogue.ts'
import styles from './air-panel.module.css'

const NOTHING = [] as const

/** The picture that all halls see, without its sound: the chair sits in a hall that hears it already. */
export function StagePicture({ bridge, live }: { readonly bridge: string; readonly live: boolean }) {
  const media = useMediaRoom(NOTHING)
  useEffect(() => media?.start(), [media])
  return (
    <div className={styles.stage} data-live={live}>
      {media ? <Received media={media} bridge={bridge} /> : <Empty bridge={bridge} />}
    </div>
  )
}

function Received({ media, bridge }: { readonly media: HallMedia; readonly bridge: string }) {
  const state = useConference()
  const stream = useMediaSnapshot(media).peers.get(bridge)?.video ?? null
  if (!stream) return <Empty bridge={bridge} />
  return (
    <>
      <Picture stream={stream} label={nameOf(state, bridge)} className={styles.picture} />
      <p className={styles.caption}>{words.chair.toAllHalls}</p>
    </>
  )
}

function Empty({ bridge }: { readonly bridge: string }) {
  const state = useConference()
  return (
    <>
      <Picture stream={null} label={nameOf(state, bridge)} className={styles.picture} />
      <p className={styles.caption}>{words.chair.noPicture}</p>
    </>
  )
}
