import { type PictureState, pictureWords } from '../conference/picture-state.ts'
import { Icon } from '../design/icon.tsx'
import { Picture } from '../design/picture.tsx'
import styles from './stage-picture.module.css'

/** A hall's picture, or in its place why there is none. */
export function StagePicture({
  stream,
  state,
  label,
  className,
}: {
  readonly stream: MediaStream | null
  readonly state: PictureState
  readonly label: string
  readonly className?: string | undefined
}) {
  const note = pictureWords(state)
  return (
    <div className={`${styles.holder} ${className ?? ''}`} data-picture={state.kind}>
      {/* The last frame of a lost line would pass for a hall that sits still. */}
      <Picture
        stream={state.kind === 'shown' ? stream : null}
        label={label}
        className={styles.picture}
        isEmpty={state.kind === 'lost'}
      />
      {note !== null && (
        <p className={styles.note} role="status">
          {state.kind === 'lost' && <Icon name="line-cut" />}
          {state.kind === 'no-camera' && <Icon name="camera" />}
          {note}
        </p>
      )}
    </div>
  )
}
