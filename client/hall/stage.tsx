import { useConference, useView } from '../conference/context.tsx'
import type { TurnView } from '../conference/floor-view.ts'
import { nameOf } from '../conference/names.ts'
import { ownPictureState, pictureState } from '../conference/picture-state.ts'
import type { StageTile, StageView } from '../conference/stage-view.ts'
import { useWaited } from '../conference/use-waited.ts'
import type { MediaSnapshot } from '../media/index.ts'
import { words } from '../messages/catalogue.ts'
import { LowerThird, OnAirStrip } from './lower-third.tsx'
import { SharedPicture } from './shared-picture.tsx'
import styles from './stage.module.css'
import { StagePicture } from './stage-picture.tsx'
import { TileCaption } from './tile-caption.tsx'

/** How long a picture may be on its way (ms) before the hall is told that there is none. */
const COMES_WITHIN = 6_000

const shapes = { 1: 'one', 2: 'two', 3: 'four', 4: 'four' } as const

/** What every hall looks at: one, two or four bridges, or a shared screen, each with who it is. */
export function Stage({
  own,
  stage,
  view,
  media,
  ownPicture,
}: {
  readonly own: string
  readonly stage: StageView
  readonly view: TurnView | null
  readonly media: MediaSnapshot
  readonly ownPicture: MediaStream | null
}) {
  if (stage.kind === 'document')
    return <SharedPicture own={own} bridge={stage.screen} media={media} className={styles.document} />
  const { tiles } = stage
  const shape = shapes[tiles.length as 1 | 2 | 3 | 4] ?? 'one'
  const speaks = tiles.some((tile) => tile.holds)
  return (
    <div className={styles.tiles} data-shape={shape} data-strip={view !== null && !speaks}>
      {tiles.map((tile) => (
        <div key={tile.bridge} className={styles.tile} data-holds={tile.holds && tile.open}>
          <HallPicture tile={tile} own={own} media={media} ownPicture={ownPicture} />
          {shape === 'one' ? (
            <LowerThird tile={tile} view={view} />
          ) : (
            <TileCaption tile={tile} view={tile.holds ? view : null} large={shape === 'two'} />
          )}
        </div>
      ))}
      {view && !speaks && <OnAirStrip view={view} />}
    </div>
  )
}

/** A hall's camera in its place; one's own comes straight from the camera. */
export function HallPicture({
  tile,
  own,
  media,
  ownPicture,
  className,
}: {
  readonly tile: Pick<StageTile, 'bridge'>
  readonly own: string
  readonly media: MediaSnapshot
  readonly ownPicture: MediaStream | null
  readonly className?: string | undefined
}) {
  const state = useConference()
  const { presence, lost } = useView()
  const { bridge } = tile
  const isOwn = bridge === own
  const stream = isOwn ? ownPicture : (media.peers.get(bridge)?.video ?? null)
  const waited = useWaited(!isOwn && stream === null, COMES_WITHIN, bridge)
  const sight = { presence, lost, connection: media.connection.kind, soundOnly: media.soundOnly }
  const picture = isOwn ? ownPictureState(media.camera) : pictureState(bridge, stream, sight, waited)
  return (
    <StagePicture
      stream={stream}
      state={picture}
      label={isOwn ? words.hall.ownPicture(nameOf(state, bridge)) : nameOf(state, bridge)}
      className={className ?? styles.picture}
    />
  )
}
