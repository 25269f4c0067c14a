import { useMemo } from 'react'
import type { ConferenceState } from '../../domain/state.ts'
import { centralBridge } from '../../domain/state.ts'
import { useConference, useView } from '../conference/context.tsx'
import { turnView } from '../conference/floor-view.ts'
import { useLook, useMediaSnapshot } from '../conference/media-room.ts'
import { nameOf } from '../conference/names.ts'
import { type StageView, stageTile, stageView } from '../conference/stage-view.ts'
import { useNow } from '../conference/use-now.ts'
import { useScreenShare } from '../conference/use-screen-share.ts'
import type { HallMedia, MediaSnapshot } from '../media/index.ts'
import { words } from '../messages/catalogue.ts'
import { hourTime, longDate } from '../messages/format.ts'
import { HallAnnouncement } from '../recording/hall-announcement.tsx'
import { HallVote } from '../votes/hall-vote.tsx'
import { DeviceProblems } from './device-problems.tsx'
import { Foot } from './foot.tsx'
import { Gallery } from './gallery.tsx'
import { Nexts } from './nexts.tsx'
import { OwnBlock } from './own-block.tsx'
import { type OwnState, ownState } from './own-state.ts'
import { RoomClosed } from './room-closed.tsx'
import styles from './screen.module.css'
import { Sound } from './sound.tsx'
import { SpeakerAside } from './speaker-aside.tsx'
import { HallPicture, Stage } from './stage.tsx'
import { useGallery } from './use-gallery.ts'
import { useWakeLock } from './use-wake-lock.ts'

/** What the hall looks at: the stage, its own state, who comes next, and the others. */
export function Screen({ bridge, media }: { readonly bridge: string; readonly media: HallMedia }) {
  const snapshot = useMediaSnapshot(media)
  if (snapshot.connection.kind === 'closed') return <RoomClosed reason={snapshot.connection.reason} />
  return <Joined bridge={bridge} media={media} snapshot={snapshot} />
}

interface Parts {
  readonly bridge: string
  readonly media: HallMedia
  readonly snapshot: MediaSnapshot
}

function Joined({ bridge, media, snapshot }: Parts) {
  const state = useConference()
  const { status, presence } = useView()
  const now = useNow()
  useWakeLock()
  const share = useScreenShare(media, snapshot.screen, bridge, 'hall')
  const gallery = useGallery(state, presence, bridge)
  const stage = stageView(state)
  const corner = cornerOf(state, bridge, stage)
  const isDocument = stage.kind === 'document'
  useLook(looked(isDocument ? [] : gallery.shown, corner, bridge), snapshot.connection.kind === 'connected')
  const camera = snapshot.camera.kind === 'on' ? snapshot.camera.track : null
  const ownPicture = useMemo(() => (camera ? new MediaStream([camera]) : null), [camera])
  const view = turnView(state, now)
  const own = ownState(state, bridge, status, snapshot)
  const pictures = { own: bridge, media: snapshot, ownPicture }
  return (
    <main className={styles.screen} data-layout={stage.kind} data-on-air={own.kind === 'heard' && own.holds}>
      <section className={styles.stage} aria-label={words.hall.stage}>
        <Stage {...pictures} stage={stage} view={view} />
        <PhaseNote />
        <HallAnnouncement />
        <HallVote />
        <DeviceProblems media={media} snapshot={snapshot} />
      </section>
      {isDocument ? (
        <>
          <aside className={styles.speaker}>
            <HallPicture {...pictures} tile={stage.speaker} className={styles.inset} />
            <SpeakerAside tile={stage.speaker} view={view} />
          </aside>
          <div className={styles.band}>
            <OwnBlock bridge={bridge} own={own} isBand />
          </div>
        </>
      ) : (
        <>
          <Side bridge={bridge} own={own} corner={corner} pictures={pictures} />
          <Gallery gallery={gallery} media={snapshot} />
        </>
      )}
      <Foot bridge={bridge} media={media} share={share} now={now} />
      <Sound media={snapshot} />
    </main>
  )
}

function Side({
  bridge,
  own,
  corner,
  pictures,
}: {
  readonly bridge: string
  readonly own: OwnState
  readonly corner: string | null
  readonly pictures: Omit<Parameters<typeof HallPicture>[0], 'tile'>
}) {
  const state = useConference()
  return (
    <aside className={styles.side}>
      <OwnBlock bridge={bridge} own={own} />
      {corner !== null && (
        <div className={styles.corner}>
          <HallPicture {...pictures} tile={stageTile(state, corner)} className={styles.cornerPicture} />
          <p className={styles.caption}>
            {corner === bridge
              ? words.hall.ownPicture(nameOf(state, corner))
              : words.hall.chairPicture(nameOf(state, corner))}
          </p>
        </div>
      )}
      <Nexts bridge={bridge} most={corner === null ? 6 : 3} />
    </aside>
  )
}

/** In the corner the hall itself; where it is on the stage the chair; where both are, nothing twice. */
function cornerOf(state: ConferenceState, own: string, stage: StageView): string | null {
  const shown = stage.kind === 'bridges' ? stage.tiles.map((tile) => tile.bridge) : []
  return [own, centralBridge(state)].find((id) => id !== '' && !shown.includes(id)) ?? null
}

function looked(gallery: readonly string[], corner: string | null, own: string): readonly string[] {
  return corner === null || corner === own ? gallery : [...new Set([corner, ...gallery])]
}

function PhaseNote() {
  const { phase, facts } = useConference()
  if (!facts || phase === 'open') return null
  return (
    <div className={styles.phase}>
      <h1>{phase === 'preparing' ? words.hall.preparing : words.hall.concluded}</h1>
      {phase === 'preparing' && (
        <p>{words.hall.startsAt(hourTime(facts.startsAt), longDate(facts.startsAt))}</p>
      )}
    </div>
  )
}
