import { useConference, useView } from '../conference/context.tsx'
import { nameOf } from '../conference/names.ts'
import { pictureState, pictureWords } from '../conference/picture-state.ts'
import { arrivingScreen, useOwnScreen } from '../conference/shared-screen.ts'
import { Picture } from '../design/picture.tsx'
import type { MediaSnapshot } from '../media/index.ts'
import { words } from '../messages/catalogue.ts'
import styles from './shared-picture.module.css'

/** A shared screen, whole: a page of text loses nothing at its edges. */
export function SharedPicture({
  own,
  bridge,
  media,
  className,
}: {
  readonly own: string
  readonly bridge: string
  readonly media: MediaSnapshot
  readonly className?: string | undefined
}) {
  const state = useConference()
  const { presence, lost } = useView()
  const name = nameOf(state, bridge)
  const mine = useOwnScreen(media.screen)
  const isOwn = bridge === own && state.stage.screen?.origin === 'hall'
  const stream = isOwn ? mine.stream : arrivingScreen(media.peers)
  const { soundOnly } = media
  const sight = { presence: [...presence, bridge], lost, connection: media.connection.kind, soundOnly }
  const note = isOwn && mine.isWholeDisplay ? words.hall.ownDisplay : coming()
  return (
    <div className={`${styles.shared} ${className ?? ''}`} aria-live="polite">
      {/* The whole display shows this page too: it would show itself in itself without end. */}
      <Picture
        stream={isOwn && mine.isWholeDisplay ? null : stream}
        label={words.hall.sharedBy(name)}
        className={styles.picture}
        fit="contain"
        isEmpty
      />
      {note !== null && <p className={styles.note}>{note}</p>}
    </div>
  )

  function coming(): string | null {
    if (stream) return null
    const picture = pictureState(bridge, null, sight, false)
    return picture.kind === 'coming' ? words.hall.screenComing(name) : pictureWords(picture)
  }
}
