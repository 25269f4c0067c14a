import type { KeyboardEvent, RefObject } from 'react'
import { Dialog, Popover } from 'react-aria-components'
import type { Bridge } from '../../domain/conference.ts'
import { useMay } from '../conference/context.tsx'
import { shortName } from '../conference/names.ts'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { words } from '../messages/catalogue.ts'
import { takeOnStage, withoutPin, withPin } from './direction.ts'
import { useDirect } from './stage-direction.tsx'
import styles from './tile-acts.module.css'
import type { TileState } from './tile-state.ts'
import { lineSentences } from './tile-words.ts'

/** What is known of one bridge, and what the chair can do with it. */
export function TileActs({
  bridge,
  tile,
  trigger,
  onPreview,
  onClose,
}: {
  readonly bridge: Bridge
  readonly tile: TileState
  readonly trigger: RefObject<HTMLElement | null>
  readonly onPreview: () => void
  readonly onClose: () => void
}) {
  const direct = useDirect()
  const directs = useMay()('stage/direct')
  const previews = useMay()('stage/preview')
  const name = shortName(bridge)
  const { keys } = words.chair
  const togglePin = () => {
    direct((stage) => (tile.pinned ? withoutPin(stage, bridge.id) : withPin(stage, bridge.id)))
    onClose()
  }
  const take = () => {
    direct((stage) => takeOnStage(stage, bridge.id))
    onClose()
  }
  const pressed = (event: KeyboardEvent) => {
    const key = event.key.toLowerCase()
    if (event.ctrlKey || event.altKey || event.metaKey) return
    if (key === keys.preview.toLowerCase() && previews) onPreview()
    else if (key === keys.pin.toLowerCase() && directs) togglePin()
    else return
    event.preventDefault()
  }
  return (
    <Popover
      triggerRef={trigger}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      placement="bottom start"
      className={styles.popover ?? ''}
    >
      <Dialog className={styles.dialog ?? ''} aria-label={words.chair.tileActs(name)}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys stand on the buttons inside */}
        <div className={styles.content} onKeyDown={pressed}>
          <h3>{name}</h3>
          <p>{bridge.unit}</p>
          {lineSentences(tile).map((sentence) => (
            <p key={sentence} data-need={tile.kind === 'lost'}>
              {sentence}
            </p>
          ))}
          {previews && (
            <Button onPress={onPreview} keys={keys.preview} aria-keyshortcuts="v" autoFocus>
              <Icon name="eye" />
              {words.chair.preview}
            </Button>
          )}
          {directs && (
            <>
              <Button onPress={take} isDisabled={tile.onStage}>
                <Icon name="screen" />
                {tile.onStage ? words.chair.alreadyOnStage : words.chair.takeOnStage}
              </Button>
              <Button onPress={togglePin} keys={keys.pin} aria-keyshortcuts="p">
                <Icon name="pin" />
                {tile.pinned ? words.chair.unpinShort : words.chair.pinShort}
              </Button>
            </>
          )}
        </div>
      </Dialog>
    </Popover>
  )
}
