import { useConference, useView } from '../conference/context.tsx'
import { nameOf } from '../conference/names.ts'
import { pictureState, pictureWords } from '../conference/picture-state.ts'
import { arrivingScreen } from '../conference/shared-screen.ts'
import { type StageTile, stageView } from '../conference/stage-view.ts'
import { useWaited } from '../conference/use-waited.ts'
import { Icon } from '../design/icon.tsx'
import { Picture } from '../design/picture.tsx'
import { words } from '../messages/catalogue.ts'
import { useDeskMedia } from './desk-media.tsx'
import styles from './stage-picture.module.css'

/** How long a picture may be on its way (ms) before the desk is told that there is none. */
const COMES_WITHIN = 6_000

/** The main picture as every hall has it, without its sound. */
export function StagePicture() {
  const state = useConference()
  const { snapshot } = useDeskMedia()
  const stage = stageView(state)
  if (stage.kind === 'document')
    return (
      <div className={styles.stage} data-shape="document">
        <Picture
          stream={snapshot ? arrivingScreen(snapshot.peers) : null}
          label={words.hall.sharedBy(nameOf(state, stage.screen))}
          className={styles.screen}
          fit="contain"
          isEmpty
        />
        <Tile tile={stage.speaker} named />
      </div>
    )
  const { tiles } = stage
  return (
    <div
      className={styles.stage}
      data-shape={tiles.length === 1 ? 'one' : tiles.length === 2 ? 'two' : 'four'}
    >
      {tiles.map((tile) => (
        <Tile key={tile.bridge} tile={tile} named={tiles.length > 1} />
      ))}
    </div>
  )
}

function Tile({ tile, named }: { readonly tile: StageTile; readonly named: boolean }) {
  const { presence, lost } = useView()
  const { snapshot } = useDeskMedia()
  const { bridge } = tile
  const stream = snapshot?.peers.get(bridge)?.video ?? null
  const waited = useWaited(stream === null, COMES_WITHIN, bridge)
  const { connection = { kind: 'connecting' }, soundOnly = false } = snapshot ?? {}
  const sight = { presence, lost, connection: connection.kind, soundOnly } as const
  const picture = pictureState(bridge, stream, sight, waited)
  const note = pictureWords(picture)
  const heard = tile.open && presence.includes(bridge)
  return (
    <div className={styles.tile} data-holds={tile.holds && heard} data-picture={picture.kind}>
      <Picture
        stream={picture.kind === 'shown' ? stream : null}
        label={tile.name}
        className={styles.picture}
        isEmpty={picture.kind === 'lost'}
      />
      {note !== null && <p className={styles.note}>{note}</p>}
      {named && (
        <p className={styles.name}>
          <Icon name={heard ? 'microphone' : 'microphone-closed'} />
          <span>{tile.name}</span>
        </p>
      )}
    </div>
  )
}
