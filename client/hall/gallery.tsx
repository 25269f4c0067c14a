import { holderTurn } from '../../domain/floor.ts'
import { useConference, useView } from '../conference/context.tsx'
import { nameOf } from '../conference/names.ts'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { Picture } from '../design/picture.tsx'
import { useShortcut } from '../design/use-shortcut.ts'
import type { MediaSnapshot } from '../media/index.ts'
import { words } from '../messages/catalogue.ts'
import styles from './gallery.module.css'
import type { GalleryPage } from './use-gallery.ts'

/** One page of the other halls, small; each tile keeps its place while somebody looks. */
export function Gallery({
  gallery,
  media,
}: {
  readonly gallery: GalleryPage
  readonly media: MediaSnapshot
}) {
  const state = useConference()
  const { presence, lost } = useView()
  const speaking = holderTurn(state)?.bridge
  const { page, pages, shown, turn } = gallery
  return (
    <div className={styles.gallery}>
      <ul className={styles.tiles} aria-label={words.hall.gallery}>
        {shown.map((bridge) => {
          const isLost = lost.some((line) => line.bridge === bridge)
          return (
            <li
              key={bridge}
              className={styles.bridge}
              data-live={bridge === speaking && !state.floor.cut}
              data-absent={!presence.includes(bridge) && !isLost}
              data-lost={isLost}
            >
              <Picture
                stream={isLost ? null : (media.peers.get(bridge)?.video ?? null)}
                label={nameOf(state, bridge)}
                className={styles.picture}
                isEmpty={!presence.includes(bridge)}
              />
              {isLost && <Icon name="line-cut" className={styles.cut ?? ''} />}
              <span className={styles.name}>{nameOf(state, bridge)}</span>
            </li>
          )
        })}
      </ul>
      {pages > 1 && <Pager page={page} pages={pages} onTurn={turn} />}
    </div>
  )
}

function Pager({
  page,
  pages,
  onTurn,
}: {
  readonly page: number
  readonly pages: number
  readonly onTurn: (by: number) => void
}) {
  const { pageKeys } = words.hall
  useShortcut('pageup', () => onTurn(-1))
  useShortcut('pagedown', () => onTurn(1))
  return (
    <div className={styles.pager}>
      <p aria-live="polite">
        {words.hall.page} <b>{words.hall.pageOf(page + 1, pages)}</b>
      </p>
      <div className={styles.turns}>
        <Button
          aria-label={words.hall.previousPage}
          aria-keyshortcuts="PageUp"
          keys={pageKeys.previous}
          onPress={() => onTurn(-1)}
        >
          <Icon name="previous" />
        </Button>
        <Button
          aria-label={words.hall.nextPage}
          aria-keyshortcuts="PageDown"
          keys={pageKeys.next}
          onPress={() => onTurn(1)}
        >
          <Icon name="next" />
        </Button>
      </div>
    </div>
  )
}
