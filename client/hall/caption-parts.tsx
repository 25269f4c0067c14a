import type { StageTile } from '../conference/stage-view.ts'
import { Icon } from '../design/icon.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './caption-parts.module.css'

/** The sign of the floor; `cut`: the chair has closed all microphones. */
export function AirSign({
  cut,
  className,
}: {
  readonly cut: boolean
  readonly className?: string | undefined
}) {
  return (
    <p className={join(styles.air, className)} data-cut={cut}>
      {cut ? words.floor.cutShort : words.floor.speaking}
    </p>
  )
}

/** The bridge in a picture, and whether it is heard. */
export function TileName({ tile }: { readonly tile: StageTile }) {
  return (
    <h2 className={styles.name} data-length={lengthOf(tile.name)}>
      <Icon name={tile.open ? 'microphone' : 'microphone-closed'} />
      <span>{tile.name}</span>
      <span className={styles.unseen}>{tile.open ? words.hall.tileOpen : words.hall.tileClosed}</span>
    </h2>
  )
}

/** Who speaks or sits there. */
export function TileLine({
  tile,
  className,
}: {
  readonly tile: StageTile
  readonly className?: string | undefined
}) {
  return <p className={join(styles.line, className)}>{tile.line}</p>
}

/** A long name is set smaller rather than cut. */
export function lengthOf(name: string): 'short' | 'long' | 'longest' {
  if (name.length <= 26) return 'short'
  return name.length <= 52 ? 'long' : 'longest'
}

function join(...names: readonly (string | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}
