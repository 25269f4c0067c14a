import { Button } from '../design/button.tsx'
import { words } from '../messages/catalogue.ts'
import styles from './secretary-page.module.css'

/** A turn began while something else was being written: it can be gone to, and may wait. */
export function Offer({
  bridge,
  onGo,
  onStay,
}: {
  readonly bridge: string
  readonly onGo: () => void
  readonly onStay: () => void
}) {
  return (
    <div className={styles.offer} role="status">
      <Button tone="primary" keys="Alt ↓" onPress={onGo} aria-keyshortcuts="Alt+ArrowDown">
        {words.secretary.goLive(bridge)}
      </Button>
      <Button tone="quiet" onPress={onStay}>
        {words.secretary.stay}
      </Button>
    </div>
  )
}
