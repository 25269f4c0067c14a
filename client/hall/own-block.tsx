import { useConference } from '../conference/context.tsx'
import { nameOf } from '../conference/names.ts'
import { Icon } from '../design/icon.tsx'
import { words } from '../messages/catalogue.ts'
import { lengthOf } from './caption-parts.tsx'
import styles from './own-block.module.css'
import type { OwnState } from './own-state.ts'

/** Whether this hall is heard: the one thing on the screen that nobody may misread. */
export function OwnBlock({
  bridge,
  own,
  isBand = false,
}: {
  readonly bridge: string
  readonly own: OwnState
  /** One line under a document rather than a block at the side. */
  readonly isBand?: boolean
}) {
  const state = useConference()
  const heard = own.kind === 'heard'
  const isOut = own.kind === 'lost' || own.kind === 'refused'
  const name = nameOf(state, bridge)
  return (
    <section
      className={styles.own}
      data-state={own.kind}
      data-band={isBand}
      aria-label={words.hall.own}
      aria-live="assertive"
      aria-atomic="true"
    >
      <p className={styles.ownState}>
        <Icon name={heard ? 'microphone' : isOut ? 'line-cut' : 'microphone-closed'} />
        <span>{title(own)}</span>
      </p>
      <p className={styles.ownWhat}>
        <b>{words.common.bridge(name)}</b>
        {` · ${what(own)}`}
      </p>
      {own.kind === 'closed' && own.place > 0 && (
        <p className={styles.ownNext}>
          {own.place > 1
            ? words.hall.waiting(own.place)
            : `${words.hall.next}: ${lengthOf(name) === 'short' ? name : words.hall.thisRoom}`}
        </p>
      )}
    </section>
  )
}

function title(own: OwnState): string {
  if (own.kind === 'lost') return words.hall.noLine
  if (own.kind === 'refused') return words.hall.refused
  if (own.kind === 'heard') return own.holds ? words.hall.heard : words.hall.centralHeard
  return words.hall.closed
}

function what(own: OwnState): string {
  switch (own.kind) {
    case 'lost':
      return words.hall.noLineWhat
    case 'refused':
      return own.why
    case 'heard':
      return own.holds ? words.hall.heardWhat : words.hall.centralHeardWhat
    case 'opening':
      return words.hall.waitingLine
    case 'cut':
      return words.hall.cut
    case 'closed':
      return words.hall.closedWhat
  }
}
