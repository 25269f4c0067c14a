import { useEffect } from 'react'
import type { Bridge } from '../../domain/conference.ts'
import { useMay, useView } from '../conference/context.tsx'
import { shortName } from '../conference/names.ts'
import { pictureState, pictureWords } from '../conference/picture-state.ts'
import { useWaited } from '../conference/use-waited.ts'
import { Button } from '../design/button.tsx'
import { Dialog, DialogActs } from '../design/dialog.tsx'
import { Picture } from '../design/picture.tsx'
import { words } from '../messages/catalogue.ts'
import { useDeskMedia } from './desk-media.tsx'
import { takeOnStage } from './direction.ts'
import styles from './preview.module.css'
import { useDirect } from './stage-direction.tsx'
import type { TileState } from './tile-state.ts'
import { lineSentences } from './tile-words.ts'

/** How long the large picture may be on its way (ms). */
const COMES_WITHIN = 6_000

/** One bridge large, as it would look on stage, seen by this desk alone. */
export function Preview({
  bridge,
  tile,
  onClose,
}: {
  readonly bridge: Bridge
  readonly tile: TileState
  readonly onClose: () => void
}) {
  const direct = useDirect()
  const { presence, lost } = useView()
  const directs = useMay()('stage/direct')
  const { snapshot, setPreview } = useDeskMedia()
  const { id } = bridge
  useEffect(() => {
    setPreview(id)
    return () => setPreview(null)
  }, [id, setPreview])
  const peer = snapshot?.peers.get(id)
  const stream = peer?.video ?? null
  const waited = useWaited(stream === null, COMES_WITHIN, id)
  const { connection = { kind: 'connecting' }, soundOnly = false } = snapshot ?? {}
  const sight = { presence, lost, connection: connection.kind, soundOnly } as const
  const picture = pictureState(id, stream, sight, waited)
  const note = pictureWords(picture)
  const layer = (peer?.layer ?? null) as keyof typeof words.chair.previewLayer | null
  const take = () => {
    direct((stage) => takeOnStage(stage, id))
    onClose()
  }
  return (
    <Dialog title={words.chair.previewOf(shortName(bridge))} isOpen onClose={onClose} size="wide">
      <div className={styles.frame} data-picture={picture.kind}>
        <Picture
          stream={picture.kind === 'shown' ? stream : null}
          label={words.chair.previewOf(shortName(bridge))}
          className={styles.picture}
          isEmpty={picture.kind === 'lost'}
        />
        {note !== null && <p className={styles.note}>{note}</p>}
      </div>
      <p className={styles.line}>
        {lineSentences(tile).join(' ')}{' '}
        {picture.kind === 'shown' && layer !== null && `${words.chair.previewLayer[layer] ?? ''}. `}
        {tile.onStage ? words.chair.alreadyOnStage : words.chair.previewUnseen}
      </p>
      <DialogActs>
        <Button onPress={onClose}>{words.common.close}</Button>
        {directs && (
          <Button tone="primary" onPress={take} isDisabled={tile.onStage} autoFocus={!tile.onStage}>
            {words.chair.takeOnStage}
          </Button>
        )}
      </DialogActs>
    </Dialog>
  )
}
