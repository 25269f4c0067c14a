import { useMemo } from 'react'
import { stageOf } from '../../domain/stage.ts'
import { centralBridge } from '../../domain/state.ts'
import { useConference, useView } from '../conference/context.tsx'
import { EndTurn } from '../conference/end-turn.tsx'
import { isCentral, turnView } from '../conference/floor-view.ts'
import { useLook, useMediaSnapshot } from '../conference/media-room.ts'
import { nameOf } from '../conference/names.ts'
import { RequestFloor } from '../conference/request-floor.tsx'
import { useNow } from '../conference/use-now.ts'
import { Button } from '../design/button.tsx'
import { Picture } from '../design/picture.tsx'
import type { HallMedia } from '../media/index.ts'
import { words } from '../messages/catalogue.ts'
import { hourTime, longDate } from '../messages/format.ts'
import { Message } from '../shell/message.tsx'
import { DeviceProblems } from './device-problems.tsx'
import { Gallery } from './gallery.tsx'
import { galleryOf } from './gallery-order.ts'
import { Level } from './level.tsx'
import { LowerThird } from './lower-third.tsx'
import { Nexts } from './nexts.tsx'
import { OwnBlock } from './own-block.tsx'
import { ownState } from './own-state.ts'
import styles from './screen.module.css'
import { Sound } from './sound.tsx'
import { useWakeLock } from './use-wake-lock.ts'

export function Screen({ bridge, media }: { readonly bridge: string; readonly media: HallMedia }) {
  const state = useConference()
  const { status, presence } = useView()
  const snapshot = useMediaSnapshot(media)
  const now = useNow()
  useWakeLock()
  const shown = galleryOf(state, presence, bridge)
  useLook(shown, snapshot.connection.kind === 'connected')
  const camera = snapshot.camera.kind === 'on' ? snapshot.camera.track : null
  const ownPicture = useMemo(() => (camera ? new MediaStream([camera]) : null), [camera])

  if (snapshot.connection.kind === 'closed') {
    const unsupported = snapshot.connection.reason === 'unsupported-browser'
    return (
      <Message
        title={unsupported ? words.hall.unsupported : words.hall.takenOver}
        acts={
          !unsupported && (
            <Button tone="primary" size="big" onPress={() => location.reload()}>
              {words.hall.useHere}
            </Button>
          )
        }
      >
        {unsupported ? words.hall.unsupportedWhat : words.hall.takenOverWhat}
      </Message>
    )
  }

  const view = turnView(state, now)
  const own = ownState(state, bridge, status, snapshot)
  const pictureOf = (id: string) => (id === bridge ? ownPicture : (snapshot.peers.get(id)?.video ?? null))
  const stage = stageOf(state)[0] ?? centralBridge(state)
  const onStage = stage === bridge
  // A hall that looks at itself on the stage sees the chair in the corner instead.
  const corner = onStage && !isCentral(state, bridge) ? centralBridge(state) : bridge
  return (
    <main className={styles.screen} data-on-air={own.kind === 'heard' && own.holds}>
      <section className={styles.stage} aria-label={words.hall.stage}>
        <Picture stream={pictureOf(stage)} label={nameOf(state, stage)} className={styles.stagePicture} />
        {pictureOf(stage) === null && <p className={styles.noPicture}>{words.hall.noPicture}</p>}
        <LowerThird view={view} />
        <PhaseNote />
        <DeviceProblems media={media} snapshot={snapshot} />
      </section>
      <aside className={styles.side}>
        <OwnBlock bridge={bridge} own={own} />
        <div className={styles.corner}>
          <Picture
            stream={pictureOf(corner)}
            label={nameOf(state, corner)}
            className={styles.cornerPicture}
          />
          <p className={styles.caption}>
            {corner === bridge
              ? words.hall.ownPicture(nameOf(state, corner))
              : words.hall.chairPicture(nameOf(state, corner))}
          </p>
        </div>
        <Nexts bridge={bridge} />
      </aside>
      <Gallery own={bridge} shown={shown} media={snapshot} />
      <footer className={styles.foot}>
        <p className={styles.footTitle}>{state.facts?.title}</p>
        {state.facts?.demonstration && (
          <span className={styles.demonstration}>{words.common.demonstration}</span>
        )}
        <Level media={media} />
        <section className={styles.controls} aria-label={words.hall.controls}>
          {!isCentral(state, bridge) && <RequestFloor bridge={bridge} />}
          <EndTurn bridge={bridge} />
        </section>
        <span className={styles.footClock} role="timer" aria-label={words.common.now}>
          {hourTime(now)}
        </span>
      </footer>
      <Sound media={snapshot} />
    </main>
  )
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
