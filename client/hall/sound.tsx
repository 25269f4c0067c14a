import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import type { MediaSnapshot } from '../media/index.ts'
import { words } from '../messages/catalogue.ts'
import styles from './sound.module.css'

/**
 * What there is to say of the voices of the others, which the media room plays itself: the browser holds them back,
 * and one press lets them through; or another window of this computer plays them too.
 */
export function Sound({ media }: { readonly media: Pick<MediaSnapshot, 'sound' | 'soundElsewhere'> }) {
  const { sound, soundElsewhere } = media
  return (
    <>
      {sound.kind === 'blocked' && (
        <div className={styles.unheard}>
          <Button tone="primary" size="big" autoFocus onPress={sound.allow}>
            {words.hall.unheard}
          </Button>
        </div>
      )}
      {soundElsewhere && (
        <div className={styles.twice}>
          <Notice>{words.media.soundElsewhere}</Notice>
        </div>
      )}
    </>
  )
}
